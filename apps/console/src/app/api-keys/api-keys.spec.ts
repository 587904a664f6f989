import { MatButtonHarness } from '@angular/material/button/testing';

import {
  getApiKeyDetail,
  type KeyDetailDto,
  listAllApiKeys,
  type OwnedKeyDto,
  revokeApiKey,
  setApiKeyLimit,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ApiKeyPage } from './api-key-page';
import { ApiKeysPage } from './api-keys-page';

const AT = '2026-11-25T12:00:00.000Z';

const ownedKey = (changes: Partial<OwnedKeyDto> = {}): OwnedKeyDto => ({
  id: 5,
  name: 'backup script',
  prefix: 'sky_4fGh',
  lastFour: 'x9Qz',
  scopes: ['read:servers'],
  allowedAddresses: [],
  requestsPerMinute: null,
  createdAt: AT,
  expiresAt: null,
  lastUsedAt: AT,
  lastAddress: '203.0.113.7',
  state: 'active',
  owner: { id: 1, username: 'ada', email: 'ada@analytical.example', role: 'customer', state: 'active' },
  revokedAt: null,
  revokedReason: null,
  revokedNote: null,
  requests: 12_040,
  refusals: 3,
  limited: 0,
  findings: 0,
  ...changes,
});
const detail = (changes: Partial<KeyDetailDto> = {}): KeyDetailDto => ({
  ...ownedKey(),
  days: [{ day: '2026-11-25', requests: 12_040, refusals: 3, limited: 0 }],
  routes: [{ method: 'GET', route: '/api/v1/servers', requests: 12_040, refusals: 3, limited: 0 }],
  networks: [{ network: '203.0.0.0/16', firstSeenAt: AT }],
  events: [{ id: 1, kind: 'key-new-network', subject: '203.0.0.0/16', foundAt: AT }],
  ...changes,
});

describe('the list of all API keys', () => {
  it('shows whose they are, how much they are used, and what is unusual', async () => {
    const api = new FakeApi().on(listAllApiKeys, () =>
      make.page(ownedKey({ findings: 2 }), ownedKey({ id: 6, name: 'old', state: 'revoked', lastUsedAt: null })),
    );
    const { host } = await openPage(ApiKeysPage, api, { route: 'api-keys' });

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/backup script.*Unusual.*Active.*ada.*read:servers.*12,040.*3/);
    expect(rows[1]).toMatch(/old.*Revoked.*Never/);
  });

  it('asks for what the address says', async () => {
    const api = new FakeApi().on(listAllApiKeys, () => make.page());
    const { text } = await openPage(ApiKeysPage, api, {
      route: 'api-keys',
      url: '/api-keys?search=ada&state=expired&scope=admin:users&page=2',
    });
    expect(api.sentTo(listAllApiKeys)).toEqual([{ page: 2, limit: 20, search: 'ada', state: 'expired', scope: 'admin:users' }]);
    expect(text()).toContain('No API key matches');
  });

  it('offers another try after a failure', async () => {
    let attempts = 0;
    const api = new FakeApi().on(listAllApiKeys, () => {
      if (++attempts === 1) throw make.refusal(500, 'internal_error');
      return make.page(ownedKey());
    });
    const { loader, text } = await openPage(ApiKeysPage, api, { route: 'api-keys' });
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();
    expect(text()).toContain('backup script');
  });
});

describe('the page of an API key', () => {
  const open = (api: FakeApi) => openPage(ApiKeyPage, api, { route: 'api-keys/:id', url: '/api-keys/5' });

  it('shows use, networks and what was noticed', async () => {
    const { text } = await open(new FakeApi().on(getApiKeyDetail, () => detail()));
    expect(text()).toMatch(/GET \/api\/v1\/servers12,04030/);
    expect(text()).toContain('Used from a new network');
    expect(text()).toContain('From anywhere');
  });

  it('revokes only with a reason', async () => {
    const api = new FakeApi().on(getApiKeyDetail, () => detail()).on(revokeApiKey, () => undefined);
    const { loader, everywhere, fill, settle } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Revoke' }))).click();
    await settle();
    const confirm = await everywhere.getHarness(MatButtonHarness.with({ text: 'Revoke key' }));
    await confirm.click();
    expect(api.sentTo(revokeApiKey)).toEqual([]);
    await fill('reason', 'Found in a public repository.');
    await confirm.click();
    await settle();
    expect(api.sentTo(revokeApiKey)).toEqual([{ id: 5, body: { reason: 'Found in a public repository.' } }]);
    expect(api.sentTo(getApiKeyDetail)).toHaveLength(2);
  });

  it('tells how a key ended, and offers nothing more', async () => {
    const api = new FakeApi().on(getApiKeyDetail, () =>
      detail({ state: 'revoked', revokedAt: AT, revokedReason: 'rule', revokedNote: 'It was refused too often.' }),
    );
    const { loader, text } = await open(api);
    expect(text()).toMatch(/Revoked by a rule.*It was refused too often\./);
    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: 'Revoke' }))).toEqual([]);
  });

  it.each([
    ['250', 250],
    ['', null],
  ])('sets the limit to %j', async (typed, requestsPerMinute) => {
    const api = new FakeApi().on(getApiKeyDetail, () => detail({ requestsPerMinute: 20 })).on(setApiKeyLimit, () => detail());
    const { loader, everywhere, fill, settle } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Set limit' }))).click();
    await settle();
    const save = await everywhere.getHarness(MatButtonHarness.with({ selector: 'mat-dialog-actions [type=submit]' }));
    await fill('limit', 'many');
    await save.click();
    expect(api.sentTo(setApiKeyLimit)).toEqual([]);
    await fill('limit', typed);
    await save.click();
    await settle();
    expect(api.sentTo(setApiKeyLimit)).toEqual([{ id: 5, body: { requestsPerMinute } }]);
  });
});
