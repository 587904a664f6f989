import { MatButtonHarness } from '@angular/material/button/testing';

import {
  endServerGrant,
  getConsole,
  getServer,
  listConsoleShares,
  listConsoleVisits,
  listServerGrants,
  listSharedServers,
  powerServer,
  type ServerGrantDto,
  type SharedServerDto,
  shareServer,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ConsoleAccessPage } from '../console/console-access-page';
import { rightsInWords } from './rights-words';
import { SharedServersPage } from './shared-servers-page';

const grant: ServerGrantDto = {
  ...{ id: 3, username: 'linus', mayPower: false, mayConsole: true },
  ...{ endsAt: '2026-12-01T12:00:00Z', createdAt: '2026-11-25T12:00:00Z' },
};
const shared = (changes: Partial<SharedServerDto> = {}): SharedServerDto => ({
  ...{ serverId: 9, name: 'lab', ownerUsername: 'ada', state: 'running', mayPower: true, mayConsole: true },
  ...{ endsAt: '2026-12-01T12:00:00Z', ...changes },
});
const type = (host: HTMLElement, selector: string, value: string) => {
  const field = host.querySelector<HTMLInputElement>(selector);
  if (!field) throw new Error(`No ${selector}`);
  field.value = value;
  field.dispatchEvent(new Event('input'));
};

describe('sharing a server', () => {
  const serving = () =>
    new FakeApi()
      .on(getServer, () => make.serverDetail())
      .on(getConsole, () => ({ isAllowed: true, isEnabled: true, observedAt: null }))
      .on(listConsoleShares, () => ({ data: [] }))
      .on(listConsoleVisits, () => make.page())
      .on(listServerGrants, () => ({ data: [grant] }));
  const open = (api: FakeApi) =>
    openPage(ConsoleAccessPage, api, { route: 'servers/:id/console/access', url: '/servers/1/console/access' });

  it('says who may use what, and ends it', async () => {
    const api = serving().on(endServerGrant, () => undefined);
    const { text, everywhere } = await open(api);
    expect(text()).toContain('linus may use the console until');
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'End it' }))).click();
    expect(api.sentTo(endServerGrant)).toEqual([{ id: 1, grantId: 3 }]);
  });

  it('lets somebody in until the chosen hour, and tells that they know', async () => {
    const api = serving().on(shareServer, () => ({ ...grant, id: 4, username: 'grace' }));
    const { host, text, everywhere } = await open(api);
    type(host, '#grant-email', 'grace@example.com');
    const before = Date.now();
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Share server' }))).click();
    const [sent] = api.sentTo(shareServer) as { id: number; body: { endsAt: string } }[];
    expect(sent).toMatchObject({ id: 1, body: { email: 'grace@example.com', mayConsole: true, mayPower: false } });
    expect(Math.round((Date.parse(sent?.body.endsAt ?? '') - before) / 3_600_000)).toBe(8);
    expect(text()).toContain('grace was told.');
  });

  it('sends nothing without an address, and shows a refusal beside the form', async () => {
    const api = serving().on(shareServer, () => {
      throw make.refusal(422, 'cannot_share', [], 'This server cannot be shared with this address.');
    });
    const { host, text, everywhere } = await open(api);
    const share = await everywhere.getHarness(MatButtonHarness.with({ text: 'Share server' }));
    await share.click();
    expect(text()).toContain('Give the email address of their account.');
    expect(api.sentTo(shareServer)).toHaveLength(0);
    type(host, '#grant-email', 'nobody@example.com');
    await share.click();
    expect(text()).toContain('This server cannot be shared with this address.');
  });

  it('names rights', () => {
    expect(rightsInWords({ mayPower: true, mayConsole: true })).toBe('power switch and console');
    expect(rightsInWords({ mayPower: true, mayConsole: false })).toBe('power switch');
  });
});

describe('servers that others share', () => {
  const open = (api: FakeApi) => openPage(SharedServersPage, api, { route: 'servers/shared', url: '/servers/shared' });

  it('offers what was granted, and nothing else', async () => {
    const api = new FakeApi()
      .on(listSharedServers, () => make.page(shared({ state: 'stopped' }), shared({ serverId: 8, name: 'db', mayPower: false })))
      .on(powerServer, () => ({ action: make.serverDetail().action as never }));
    const { host, everywhere } = await open(api);
    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/lab.*ada.*Console.*Start/);
    expect(rows[1]).toMatch(/db.*Console/);
    expect(rows[1]).not.toMatch(/Start|Restart/);
    expect(host.querySelector('a[href="/servers/9/console"]')).not.toBeNull();
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Start' }))).click();
    expect(api.sentTo(powerServer)).toEqual([{ id: 9, action: 'boot' }]);
  });

  it('says that there are none', async () => {
    const { text } = await open(new FakeApi().on(listSharedServers, () => make.page()));
    expect(text()).toContain('Nobody shares a server with you');
  });
});
