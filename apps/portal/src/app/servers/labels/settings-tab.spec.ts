import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import { deleteServer, getServer, labelServer, refreshServer } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ServerFrame } from '../detail/server-frame';
import { SettingsTab } from './settings-tab';

const serving = () =>
  new FakeApi()
    .on(getServer, () => make.serverDetail({ notes: 'Rack four', tags: ['shop', 'blue team'] }))
    .on(refreshServer, () => undefined)
    .on(labelServer, () => undefined);
const open = (api: FakeApi) =>
  openPage(ServerFrame, api, {
    route: 'servers/:id',
    url: '/servers/1/settings',
    children: [{ path: 'settings', component: SettingsTab }],
  });
const button = (text: string) => MatButtonHarness.with({ text });

describe('the settings of a server', () => {
  it('rename it', async () => {
    const api = serving();
    const { loader, fill, text } = await open(api);

    await fill('server-name', 'shop 1');
    await (await loader.getHarness(button('Rename server'))).click();

    expect(api.sentTo(labelServer)).toEqual([{ id: 1, body: { name: 'shop 1' } }]);
    expect(text()).toContain('Renamed');
  });

  it.each([
    ['', 'Give the server a name.'],
    ['-web', 'Use letters, digits'],
    ['x'.repeat(64), 'under 64 characters'],
  ])('do not send the name %j', async (name, words) => {
    const api = serving();
    const { loader, fill, text } = await open(api);

    await fill('server-name', name);
    await (await loader.getHarness(button('Rename server'))).click();

    expect(text()).toContain(words);
    expect(api.sentTo(labelServer)).toEqual([]);
  });

  it('say why a name was refused, and keep what was typed', async () => {
    const api = serving().on(labelServer, () => {
      throw make.refusal(409, 'refused_by_virtfusion', [], 'The platform refused this: the name is taken');
    });
    const { loader, fill, text, host } = await open(api);

    await fill('server-name', 'taken');
    await (await loader.getHarness(button('Rename server'))).click();

    expect(text()).toContain('the name is taken');
    expect(host.querySelector<HTMLInputElement>('#server-name')?.value).toBe('taken');
  });

  it('keep notes and tags, each tag once', async () => {
    const api = serving();
    const { loader, fill, host } = await open(api);
    expect(host.querySelector<HTMLTextAreaElement>('#server-notes')?.value).toBe('Rack four');
    expect(host.querySelector<HTMLInputElement>('#server-tags')?.value).toBe('shop, blue team');

    await fill('server-notes', 'Rack five');
    await fill('server-tags', 'shop, old,shop');
    await (await loader.getHarness(button('Save notes and tags'))).click();

    expect(api.sentTo(labelServer)).toEqual([{ id: 1, body: { notes: 'Rack five', tags: ['shop', 'old'] } }]);
  });

  it('do not lose what is being typed when the server is read again', async () => {
    const { fill, settle, loader, host } = await open(serving());

    await fill('server-notes', 'half a sent');
    await (await loader.getHarness(button('Rename server'))).click();
    await settle();

    expect(host.querySelector<HTMLTextAreaElement>('#server-notes')?.value).toBe('half a sent');
  });

  it('delete it only after its name was typed', async () => {
    const api = serving().on(deleteServer, () => make.serverDetail({ state: 'deleting' }));
    const { loader, everywhere, fill } = await open(api);

    await (await loader.getHarness(button('Delete server'))).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    const confirm = await dialog.getHarness(button('Delete server'));
    expect(await confirm.isDisabled()).toBe(true);
    await fill('confirm-name', 'web-1');
    await confirm.click();

    expect(api.sentTo(deleteServer)).toEqual([{ id: 1 }]);
  });
});
