import { MatButtonHarness } from '@angular/material/button/testing';

import { closeConsoleForAdmin, type ConsoleVisitDto, listAllConsoleVisits } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { ConsoleSessionsPage } from './console-sessions-page';

const visit = (changes: Partial<ConsoleVisitDto> = {}): ConsoleVisitDto => ({
  ...{ id: 5, serverId: 7, serverName: 'web-1', userId: 1, username: 'ada', asStaff: false, viewOnly: false, state: 'open' },
  ...{ cause: null, address: '203.0.113.9', offeredAt: '2026-11-25T12:00:00.000Z', openedAt: '2026-11-25T12:00:01.000Z' },
  ...{ endedAt: null, bytesSent: 1, bytesReceived: 1 },
  ...changes,
});
const open = (api: FakeApi, url = '/console-sessions', user = make.user()) =>
  openPage(ConsoleSessionsPage, api, { route: 'console-sessions', url, user });

describe('console sessions', () => {
  it('lists who has a console open, and closes it after asking', async () => {
    const api = new FakeApi().on(listAllConsoleVisits, () => make.page(visit())).on(closeConsoleForAdmin, () => undefined);
    const { loader, everywhere, text } = await open(api);
    expect(api.sentTo(listAllConsoleVisits)).toEqual([{ page: 1, limit: 20, show: 'open' }]);
    expect(text()).toMatch(/Open.*web-1.*ada.*203\.0\.113\.9/);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Close' }))).click();
    expect(api.sentTo(closeConsoleForAdmin)).toEqual([]);
    await (await everywhere.getHarness(MatButtonHarness.with({ text: 'Close console' }))).click();
    expect(api.sentTo(closeConsoleForAdmin)).toEqual([{ id: 5 }]);
  });

  it('shows earlier visits of one server, with how long they lasted and why they ended', async () => {
    const ended = visit({ state: 'ended', endedAt: '2026-11-25T12:10:01.000Z', cause: 'idle', asStaff: true });
    const api = new FakeApi().on(listAllConsoleVisits, () => make.page(ended));
    const { text } = await open(api, '/console-sessions?show=all&serverId=7');
    expect(api.sentTo(listAllConsoleVisits)).toEqual([{ page: 1, limit: 20, show: 'all', serverId: 7 }]);
    expect(text()).toMatch(/Ended.*web-1.*ada\s*Staff.*10 min.*idle/);
    expect(text()).not.toMatch(/idle Close/);
  });

  it('says that nobody has one open', async () => {
    const { text } = await open(new FakeApi().on(listAllConsoleVisits, () => make.page()));
    expect(text()).toContain('Nobody has a console open');
  });
});
