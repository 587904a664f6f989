import { MatButtonHarness } from '@angular/material/button/testing';

import { listServers } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { ServerListPage } from './server-list-page';

describe('the list of servers', () => {
  it('shows each server with its state, address, rate and cost', async () => {
    const api = new FakeApi().on(listServers, () =>
      make.page(make.server(), make.server({ id: 2, name: 'mail-1', state: 'stopped', addresses: [] })),
    );

    const { host, text } = await openPage(ServerListPage, api, { route: 'servers' });

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/Running.*web-1.*203\.0\.113\.24.*S2 · 2 vCPU · 4 GB · 80 GB.*Frankfurt.*\$0\.0137\/h.*\$8\.17/);
    expect(rows[1]).toContain('Not assigned yet');
    expect(text()).toContain('1 to 2 of 2');
  });

  it('says so when there are none, and when none matches', async () => {
    const api = new FakeApi().on(listServers, () => make.page());
    expect((await openPage(ServerListPage, api, { route: 'servers' })).text()).toContain('No servers yet');
  });

  it('asks for what the address says', async () => {
    const api = new FakeApi().on(listServers, () => make.page());

    const { text } = await openPage(ServerListPage, api, { route: 'servers', url: '/servers?search=web&state=stopped&page=3' });

    expect(api.sentTo(listServers)).toEqual([{ page: 3, limit: 20, search: 'web', state: 'stopped' }]);
    expect(text()).toContain('No server matches');
  });

  it('keeps a chosen filter in the address', async () => {
    const api = new FakeApi().on(listServers, () => make.page(make.server()));
    const { host, address, settle } = await openPage(ServerListPage, api, { route: 'servers', url: '/servers?page=2' });

    const states = host.querySelector('select');
    if (!states) throw new Error('There is no choice of states.');
    states.value = 'running';
    states.dispatchEvent(new Event('change'));
    await settle();

    expect(address()).toBe('/servers?state=running');
    expect(api.sentTo(listServers).at(-1)).toEqual({ page: 1, limit: 20, state: 'running' });
  });

  it('offers another try after a failure, with the cause and the reference', async () => {
    let attempts = 0;
    const api = new FakeApi().on(listServers, () => {
      if (++attempts === 1) throw make.refusal(503, 'virtfusion_unavailable');
      return make.page(make.server());
    });
    const { loader, text } = await openPage(ServerListPage, api, { route: 'servers' });
    expect(text()).toContain('The list could not be loaded');
    expect(text()).toContain('7f3a-19c2');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('web-1');
  });

  it('tells an old reading as what was', async () => {
    const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000).toISOString();
    const api = new FakeApi().on(listServers, () => make.page(make.server({ observedAt: twoHoursAgo })));

    const { text } = await openPage(ServerListPage, api, { route: 'servers' });

    expect(text()).toContain('Was running');
    expect(text()).toContain('2 h ago');
  });
});
