import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { webcrypto } from 'node:crypto';

import { addSshKey, listSshKeys, refreshSshKeys, removeSshKey, type SshKeyDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { SshKeysPage } from './ssh-keys-page';

const key = (changes: Partial<SshKeyDto> = {}): SshKeyDto => ({
  id: 3,
  name: 'Laptop',
  kind: 'ssh-ed25519',
  publicKey: 'ssh-ed25519 AAAA',
  fingerprint: 'SHA256:47DEQpj8HBSa',
  isMirrored: true,
  problem: null,
  createdAt: '2026-11-25T12:00:00Z',
  usedAt: null,
  ...changes,
});
const serving = (...keys: SshKeyDto[]) =>
  new FakeApi().on(listSshKeys, () => make.page(...keys)).on(refreshSshKeys, () => undefined);
const open = (api: FakeApi) => openPage(SshKeysPage, api, { route: 'account/ssh-keys' });
const button = (text: string) => MatButtonHarness.with({ text });

describe('the SSH keys', () => {
  it('are told by name and fingerprint, with what keeps one from the platform', async () => {
    const api = serving(key(), key({ id: 4, name: 'Old', problem: 'The platform refused this key.', isMirrored: false }));
    const { host, text } = await open(api);

    expect(host.querySelectorAll('tbody tr')).toHaveLength(2);
    expect(text()).toContain('SHA256:47DEQpj8HBSa');
    expect(text()).toContain('The platform refused this key.');
  });

  it('are explained where there are none', async () => {
    expect((await open(serving())).text()).toContain('No SSH keys yet');
  });

  it('can be asked for again after a failure', async () => {
    let attempts = 0;
    const api = serving().on(listSshKeys, () => {
      if (++attempts === 1) throw make.refusal(503, 'unavailable');
      return make.page(key());
    });
    const { loader, text } = await open(api);

    await (await loader.getHarness(button('Try again'))).click();

    expect(text()).toContain('Laptop');
  });

  it('are added by pasting', async () => {
    const api = serving().on(addSshKey, () => key());
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(button('Add a public key'))).click();
    await settle();
    await fill('ssh-key', ' ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@laptop ');
    await fill('ssh-name', 'Laptop');
    await (await (await everywhere.getHarness(MatDialogHarness)).getHarness(button('Add key'))).click();

    expect(api.sentTo(addSshKey)).toEqual([
      { body: { name: 'Laptop', publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@laptop' } },
    ]);
    expect(api.sentTo(listSshKeys)).toHaveLength(2);
  });

  it('never send a private key that was pasted by mistake', async () => {
    const api = serving();
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(button('Add a public key'))).click();
    await settle();
    await fill('ssh-key', '-----BEGIN OPENSSH PRIVATE KEY-----');
    await fill('ssh-name', 'Laptop');
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await (await dialog.getHarness(button('Add key'))).click();

    expect(await dialog.getText()).toContain('This is a private key. It stays with you');
    expect(api.sentTo(addSshKey)).toEqual([]);
  });

  it('are made in the browser: the public one is sent, the private one only saved', async () => {
    Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
    const saved: Blob[] = [];
    URL.createObjectURL = content => `blob:${saved.push(content as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
    const api = serving().on(addSshKey, ({ body }) => key({ name: body.name, publicKey: body.publicKey }));
    const { loader, everywhere, fill, settle } = await open(api);

    await (await loader.getHarness(button('Make a key'))).click();
    await settle();
    await fill('made-name', 'My laptop');
    const dialog = await everywhere.getHarness(MatDialogHarness);
    await (await dialog.getHarness(button('Make key'))).click();
    // Keys are made outside this thread, which takes as long as it takes.
    let done = await dialog.getHarnessOrNull(button('I have saved it'));
    while (!done) {
      await new Promise(resolve => setTimeout(resolve, 20));
      await settle();
      done = await dialog.getHarnessOrNull(button('I have saved it'));
    }
    expect(await done.isDisabled()).toBe(true);
    await (await dialog.getHarness(button('Save private key'))).click();

    expect(saved).toHaveLength(1);
    expect(await done.isDisabled()).toBe(false);
    await done.click();
    const [sent] = api.sentTo(addSshKey) as [{ body: { name: string; publicKey: string } }];
    expect(sent.body.publicKey).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\S{43} My laptop$/);
    expect(JSON.stringify(api.calls)).not.toContain('PRIVATE KEY');
  });

  it('are removed after a question', async () => {
    const api = serving(key()).on(removeSshKey, () => undefined);
    const { host, everywhere, settle } = await open(api);

    host.querySelector<HTMLButtonElement>('[aria-label="Remove Laptop"]')?.click();
    await settle();
    await (await (await everywhere.getHarness(MatDialogHarness)).getHarness(button('Remove key'))).click();

    expect(api.sentTo(removeSshKey)).toEqual([{ id: 3 }]);
  });
});
