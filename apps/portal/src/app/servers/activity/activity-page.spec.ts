import { listServerLog, type ServerLogEntryDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ActivityPage } from './activity-page';

const entry = (changes: Partial<ServerLogEntryDto> = {}): ServerLogEntryDto => ({
  id: '7',
  at: '2026-11-25T12:00:00Z',
  action: 'server.power',
  label: 'Restarted the server',
  outcome: 'done',
  by: 'customer',
  username: 'ada',
  address: '203.0.113.9',
  detail: null,
  ...changes,
});
const open = (api: FakeApi, query = '') =>
  openPage(ActivityPage, api, { route: 'servers/:id/activity', url: `/servers/1/activity${query}` });

describe('the activity of a server', () => {
  it('says who did what from where, and what was refused', async () => {
    const api = new FakeApi().on(listServerLog, () =>
      make.page(entry(), entry({ id: '6', by: 'support', username: null, address: null, outcome: 'refused' })),
    );
    const { host } = await open(api);

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/Restarted the server.*ada.*203\.0\.113\.9/);
    expect(rows[1]).toMatch(/Refused.*Support/);
  });

  it('is narrowed by the address, which a choice changes', async () => {
    const api = new FakeApi().on(listServerLog, () => make.page(entry()));
    const { host, address, settle } = await open(api, '?what=console&page=2');
    expect(api.sentTo(listServerLog)).toEqual([{ id: 1, action: 'console', page: 2, limit: 25 }]);

    const kinds = host.querySelector('select');
    if (!kinds) throw new Error('There is no choice of what to show.');
    kinds.value = 'server.power';
    kinds.dispatchEvent(new Event('change'));
    await settle();

    expect(address()).toBe('/servers/1/activity?what=server.power');
    expect(api.sentTo(listServerLog).at(-1)).toEqual({ id: 1, action: 'server.power', page: 1, limit: 25 });
  });
});
