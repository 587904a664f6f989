import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';

import {
  getServer,
  listServerTemplates,
  listSshKeys,
  type RebuildAcceptedDto,
  rebuildServer,
  refreshServer,
  type ServerDetailDto,
  type SshKeyDto,
  type TemplateChoiceDto,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ServerFrame } from '../detail/server-frame';
import { RebuildTab } from './rebuild-tab';

const template = (id: number, family: string, version: string, endOfLife = false): TemplateChoiceDto => ({
  id,
  family,
  version,
  endOfLife,
  name: `${family} ${version}`,
  variant: null,
  icon: null,
});
const key: SshKeyDto = {
  id: 3,
  name: 'Laptop',
  kind: 'ssh-ed25519',
  publicKey: 'ssh-ed25519 AAAA',
  fingerprint: 'SHA256:abc',
  isMirrored: true,
  problem: null,
  createdAt: '2026-11-25T12:00:00Z',
  usedAt: null,
};
const accepted: RebuildAcceptedDto = {
  action: {
    id: 9,
    kind: 'rebuild',
    state: 'requested',
    progress: null,
    startedAt: '2026-11-25T12:00:00Z',
    finishedAt: null,
    message: null,
  },
  password: { username: 'root', password: 'nE7-wPa' },
};
const serving = (server: ServerDetailDto = make.serverDetail()) =>
  new FakeApi()
    .on(getServer, () => server)
    .on(refreshServer, () => undefined)
    .on(listSshKeys, () => make.page(key))
    .on(listServerTemplates, () => ({
      presentId: 9,
      data: [template(9, 'Debian', '13'), template(7, 'Debian', '10', true), template(4, 'Rocky Linux', '9')],
    }));
const open = (api: FakeApi) =>
  openPage(ServerFrame, api, {
    route: 'servers/:id',
    url: '/servers/1/rebuild',
    children: [{ path: 'rebuild', component: RebuildTab }],
  });
const button = MatButtonHarness.with({ text: 'Rebuild server' });

describe('a rebuild', () => {
  it('offers systems by family, marks old ones and the present one', async () => {
    const { host } = await open(serving());

    const families = [...host.querySelectorAll('fieldset')].map(one => one.textContent?.replace(/\s+/g, ' ').trim());
    expect(families[0]).toMatch(/^Debian.*13.*Built with last.*10.*End of life/);
    expect(families[1]).toMatch(/^Rocky Linux.*9/);
    expect(host.querySelector<HTMLInputElement>('input[type=radio]')?.checked).toBe(true);
  });

  it('says what is lost, waits for the name, sends the choice and shows the password once', async () => {
    const api = serving().on(rebuildServer, () => accepted);
    const { host, loader, everywhere, fill, settle } = await open(api);

    host.querySelectorAll<HTMLInputElement>('input[type=radio]')[2]?.click();
    host.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await settle();
    await (await loader.getHarness(button)).click();

    const dialog = await everywhere.getHarness(MatDialogHarness);
    const said = await dialog.getContentText();
    for (const words of ['80 GB disk', 'Rocky Linux 9', 'Laptop', '203.0.113.24']) expect(said).toContain(words);
    const confirm = await dialog.getHarness(button);
    expect(await confirm.isDisabled()).toBe(true);
    await fill('confirm-name', 'web-1');
    await confirm.click();
    await settle();

    expect(api.sentTo(rebuildServer)).toEqual([{ id: 1, body: { templateId: 4, name: 'web-1', sshKeyIds: [3] } }]);
    const shown = await everywhere.getHarness(MatDialogHarness);
    expect(await shown.getContentText()).toContain('nE7-wPa');
    await (await shown.getHarness(MatButtonHarness.with({ text: 'I have copied it' }))).click();
    expect(document.body.textContent).not.toContain('nE7-wPa');
  });

  it('leaves the dialog open with the reason when it is refused', async () => {
    const api = serving().on(rebuildServer, () => {
      throw make.refusal(409, 'server_busy');
    });
    const { loader, everywhere, fill } = await open(api);

    await (await loader.getHarness(button)).click();
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await fill('confirm-name', 'web-1');
    await (await dialog.getHarness(button)).click();

    expect(await dialog.getText()).toContain('busy');
  });

  it('waits while another action is under way, and shows how far it is', async () => {
    const server = make.serverDetail({ action: { ...accepted.action, state: 'running', progress: 60 } });
    const { loader, text } = await open(serving(server));

    expect(await (await loader.getHarness(button)).isDisabled()).toBe(true);
    expect(text()).toContain('Installing the system: 60%');
    expect(text()).toContain('Another action is under way.');
  });

  it('chooses no system for anybody whose own is not offered any more', async () => {
    const api = serving().on(listServerTemplates, () => ({ presentId: 2, data: [template(4, 'Rocky Linux', '9')] }));
    const { host, loader } = await open(api);

    expect(host.querySelector('input[type=radio]:checked')).toBeNull();
    expect(await (await loader.getHarness(button)).isDisabled()).toBe(true);
  });

  it('offers another try when the systems could not be read', async () => {
    let attempts = 0;
    const api = serving().on(listServerTemplates, () => {
      if (++attempts === 1) throw make.refusal(503, 'virtfusion_unavailable');
      return { presentId: 9, data: [template(9, 'Debian', '13')] };
    });
    const { loader, text } = await open(api);
    expect(text()).toContain('The systems could not be loaded');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('Debian');
  });
});
