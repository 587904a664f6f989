import { MatButtonHarness } from '@angular/material/button/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';

import {
  type ApiKeyDto,
  changeApiKey,
  createApiKey,
  getApiKeyUsage,
  type IssuedApiKeyDto,
  listApiKeys,
  removeApiKey,
  rotateApiKey,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ApiKeysPage } from './api-keys-page';

const apiKey = (changes: Partial<ApiKeyDto> = {}): ApiKeyDto => ({
  id: 5,
  name: 'backup script',
  prefix: 'sky_4fGh',
  lastFour: 'x9Qz',
  scopes: ['read:user', 'read:servers'],
  allowedAddresses: ['203.0.113.0/24'],
  expiresAt: null,
  createdAt: '2026-11-20T12:00:00.000Z',
  lastUsedAt: null,
  lastAddress: null,
  requestsPerMinute: null,
  ...changes,
});
const issued = (changes: Partial<IssuedApiKeyDto> = {}): IssuedApiKeyDto => ({
  ...apiKey(),
  key: 'sky_theWholeSecret',
  ...changes,
});
const open = (api: FakeApi, user = make.user()) => openPage(ApiKeysPage, api, { route: 'account/api-keys', user });
const everything = () => (document.body.textContent ?? '').replace(/\s+/g, ' ');

describe('the API keys', () => {
  it('say what they are for, what they may do and when they end, and never the whole key', async () => {
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const api = new FakeApi().on(listApiKeys, () =>
      make.page(apiKey({ expiresAt: soon }), apiKey({ id: 6, name: 'admin tool', scopes: ['admin:users'] })),
    );
    const { host } = await open(api);

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/backup script.*sky_4fGh…x9Qz.*read:user.*read:servers.*Never.*Expires soon/);
    expect(rows[1]).toMatch(/admin tool.*admin:users/);
  });

  it('are explained where there are none', async () => {
    const { text } = await open(new FakeApi().on(listApiKeys, () => make.page()));
    expect(text()).toContain('No API keys yet');
  });

  it('can be asked for again after a failure', async () => {
    let attempts = 0;
    const api = new FakeApi().on(listApiKeys, () => {
      if (++attempts === 1) throw make.refusal(500, 'internal_error');
      return make.page(apiKey());
    });
    const { loader, text } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();
    expect(text()).toContain('backup script');
  });

  it('are created with chosen scopes and shown once, with a line to try them', async () => {
    const api = new FakeApi().on(listApiKeys, () => make.page()).on(createApiKey, () => issued());
    const { loader, everywhere, fill, settle } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Create key' }))).click();
    await fill('key-name', 'backup script');
    await fill('key-addresses', '203.0.113.0/24, 2001:db8::1');
    const submit = await everywhere.getHarness(MatButtonHarness.with({ selector: 'mat-dialog-actions [type=submit]' }));
    await submit.click();
    expect(api.sentTo(createApiKey)).toEqual([]);
    expect(everything()).toContain('Choose at least one thing that the key may do.');

    const boxes = [...document.querySelectorAll<HTMLInputElement>('fieldset input')];
    expect(boxes).toHaveLength(6);
    boxes[1]?.click();
    await settle();
    await submit.click();
    await settle();

    expect(api.sentTo(createApiKey)).toEqual([
      {
        body: {
          name: 'backup script',
          scopes: ['read:servers'],
          expiresInDays: 90,
          allowedAddresses: ['203.0.113.0/24', '2001:db8::1'],
        },
      },
    ]);
    expect(everything()).toContain('This is the only time it is shown.');
    expect(everything()).toContain('curl -H "Authorization: Bearer sky_theWholeSecret"');
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'I have copied it' }))).click();
    await settle();
    expect(everything()).not.toContain('sky_theWholeSecret');
  });

  it('say in the form why they were refused', async () => {
    const api = new FakeApi()
      .on(listApiKeys, () => make.page())
      .on(createApiKey, () => {
        throw make.refusal(422, 'too_many_keys');
      });
    const { loader, everywhere, fill, settle } = await open(api, make.user({ role: 'admin' }));
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Create key' }))).click();
    await fill('key-name', 'one more');
    const boxes = [...document.querySelectorAll<HTMLInputElement>('fieldset input')];
    expect(boxes).toHaveLength(9);
    boxes[0]?.click();
    await settle();
    await (await everywhere.getHarness(MatButtonHarness.with({ selector: 'mat-dialog-actions [type=submit]' }))).click();
    await settle();
    expect(document.querySelector('mat-dialog-content [role=alert]')?.textContent).toContain('25 API keys already');
  });

  it.each([
    ['Rotate', 'Rotate key', rotateApiKey],
    ['Remove', 'Remove key', removeApiKey],
  ] as const)('ask before they do this: %s', async (offer, confirm, operation) => {
    const api = new FakeApi()
      .on(listApiKeys, () => make.page(apiKey()))
      .on(rotateApiKey, () => issued())
      .on(removeApiKey, () => undefined);
    const { loader, everywhere, settle } = await open(api);
    const menu = await loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text: new RegExp(offer) });
    await settle();
    expect(api.sentTo(operation)).toEqual([]);
    await (await everywhere.getHarness(MatButtonHarness.with({ text: confirm }))).click();
    await settle();
    expect(api.sentTo(operation)).toEqual([{ id: 5 }]);
    expect(everything().includes('sky_theWholeSecret')).toBe(offer === 'Rotate');
    expect(api.sentTo(listApiKeys).length).toBeGreaterThan(1);
  });

  it('can be renamed and bound to other addresses', async () => {
    const api = new FakeApi().on(listApiKeys, () => make.page(apiKey())).on(changeApiKey, () => apiKey());
    const { loader, everywhere, fill, settle } = await open(api);
    const menu = await loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text: /Name and addresses/ });
    await settle();
    await fill('key-name', 'nightly backup');
    await fill('key-addresses', '');
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Save key' }))).click();
    expect(api.sentTo(changeApiKey)).toEqual([{ id: 5, body: { name: 'nightly backup', allowedAddresses: [] } }]);
  });

  it('show what they were used for', async () => {
    const day = { day: '2026-11-25', requests: 1_204, refusals: 4, limited: 1 };
    const api = new FakeApi()
      .on(listApiKeys, () => make.page(apiKey()))
      .on(getApiKeyUsage, () => ({
        days: [day],
        routes: [{ method: 'GET', route: '/api/v1/servers', requests: 1_204, refusals: 4, limited: 1 }],
      }));
    const { loader, settle, text } = await open(api);
    const menu = await loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text: /Show use/ });
    await settle();
    expect(text()).toMatch(/Use of backup script.*GET \/api\/v1\/servers1,20441/);
  });
});
