import { MatButtonHarness } from '@angular/material/button/testing';

import {
  closeConsole,
  type ConsoleVisitDto,
  type ConsoleWayDto,
  disableConsole,
  getConsole,
  getServer,
  listConsoleShares,
  listConsoleVisits,
  listServerGrants,
  openConsole,
  powerServer,
  shareConsole,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ConsoleAccessPage } from './console-access-page';
import { ConsolePage } from './console-page';

const off: ConsoleWayDto = {
  serverName: 'web-1',
  checks: [
    { name: 'ready', outcome: 'passed', detail: 'built and in service', tookMs: 1 },
    { name: 'running', outcome: 'failed', detail: 'VirtFusion says that it does not run.', tookMs: 40 },
  ],
  problem: { code: 'server-off', title: 'The server is off', remedy: 'Start the server and try again.' },
  ticket: null,
  expiresAt: null,
  path: '/api/vnc/ws',
  viewOnly: false,
};
const visit: ConsoleVisitDto = {
  id: 7,
  serverId: 1,
  serverName: 'web-1',
  userId: 1,
  username: 'linus',
  asStaff: false,
  viewOnly: true,
  state: 'open',
  cause: null,
  address: '203.0.113.9',
  offeredAt: '2026-11-25T12:00:00Z',
  openedAt: '2026-11-25T12:00:01Z',
  endedAt: null,
  bytesSent: 10,
  bytesReceived: 20,
};

describe('the page of a console', () => {
  it('says why it does not open, what was checked, and offers what helps', async () => {
    const api = new FakeApi()
      .on(getServer, () => make.serverDetail())
      .on(openConsole, () => off)
      .on(powerServer, () => ({
        action: {
          id: 1,
          kind: 'boot' as const,
          state: 'requested' as const,
          progress: null,
          message: null,
          startedAt: '2026-11-25T12:00:00Z',
          finishedAt: null,
        },
      }));
    const { text, everywhere } = await openPage(ConsolePage, api, { route: 'servers/:id/console', url: '/servers/1/console' });
    for (const words of ['The server is off', '1 of 2 checks passed.', 'Server is running', 'Start the server and try again.'])
      expect(text()).toContain(words);

    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Start server' }))).click();
    expect(api.sentTo(powerServer)).toEqual([{ id: 1, action: 'boot' }]);
    expect(api.sentTo(openConsole)).toHaveLength(2);
  });
});

describe('the page of who may open a console', () => {
  const serving = () =>
    new FakeApi()
      .on(getServer, () => make.serverDetail())
      .on(getConsole, () => ({ isAllowed: true, isEnabled: true, observedAt: null }))
      .on(listConsoleShares, () => ({ data: [] }))
      .on(listServerGrants, () => ({ data: [] }))
      .on(listConsoleVisits, () => ({
        data: [visit, { ...visit, id: 6, state: 'refused' as const, cause: 'timeout', asStaff: true }],
        pagination: { currentPage: 1, totalPages: 1, totalItems: 2, itemsPerPage: 20 },
      }));
  const open = (api: FakeApi) =>
    openPage(ConsoleAccessPage, api, { route: 'servers/:id/console/access', url: '/servers/1/console/access' });

  it('lists who came and what came of it, and closes what is open', async () => {
    const api = serving().on(closeConsole, () => undefined);
    const { text, everywhere } = await open(api);
    for (const words of ['linus, looking only', 'Open now', 'Support', 'Refused: the hypervisor did not answer'])
      expect(text()).toContain(words);

    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Close it' }))).click();
    expect(api.sentTo(closeConsole)).toEqual([{ id: 1, consoleId: 7 }]);
  });

  it('turns the console off', async () => {
    const api = serving().on(disableConsole, () => ({ isAllowed: true, isEnabled: false, observedAt: null }));
    const { everywhere } = await open(api);
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Turn off' }))).click();
    expect(api.sentTo(disableConsole)).toEqual([{ id: 1 }]);
  });

  it('shows a new link once', async () => {
    const api = serving().on(shareConsole, () => ({
      id: 1,
      token: 'a-secret',
      endsAt: '2026-11-25T13:00:00Z',
      createdAt: '2026-11-25T12:00:00Z',
    }));
    const { text, everywhere } = await open(api);
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Make a link' }))).click();
    expect(api.sentTo(shareConsole)).toEqual([{ id: 1, body: { minutes: 60 } }]);
    expect(text()).toContain('/shared-console/a-secret');
  });
});
