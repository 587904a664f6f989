import { MatButtonHarness } from '@angular/material/button/testing';

import { labelServer, listServers } from '@sky/api-client';
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

  it('narrows to a tag, to favourites, and shows as many rows as the address says', async () => {
    const api = new FakeApi().on(listServers, () => make.page(make.server({ tags: ['shop'] })));

    const { loader, address, settle, host } = await openPage(ServerListPage, api, {
      route: 'servers',
      url: '/servers?tag=shop&show=favourites&rows=100',
    });
    expect(api.sentTo(listServers)).toEqual([{ page: 1, limit: 100, tag: 'shop', show: 'favourites' }]);
    expect(host.querySelector('portal-tag-links a')?.getAttribute('href')).toBe('/servers?tag=shop');

    await (await loader.getHarness(MatButtonHarness.with({ text: /^Tag shop/ }))).click();
    await settle();
    expect(address()).toBe('/servers?show=favourites&rows=100');
  });

  it('ignores what nobody offers in the address', async () => {
    const api = new FakeApi().on(listServers, () => make.page());
    await openPage(ServerListPage, api, { route: 'servers', url: '/servers?state=gone&show=mine&rows=7' });
    expect(api.sentTo(listServers)).toEqual([{ page: 1, limit: 20 }]);
  });

  it('marks a favourite at once, and takes the mark back when that was refused', async () => {
    let isDown = false;
    const api = new FakeApi()
      .on(listServers, () => make.page(make.server()))
      .on(labelServer, () => {
        if (isDown) throw make.refusal(503, 'unavailable');
      });
    const { host, settle } = await openPage(ServerListPage, api, { route: 'servers' });
    const star = () => host.querySelector<HTMLButtonElement>('portal-favourite-button button');

    star()?.click();
    await settle();
    expect(api.sentTo(labelServer)).toEqual([{ id: 1, body: { isFavourite: true } }]);
    expect(api.sentTo(listServers)).toHaveLength(2);

    isDown = true;
    const before = star()?.getAttribute('aria-pressed');
    star()?.click();
    await settle();
    expect(star()?.getAttribute('aria-pressed')).toBe(before);
  });

  it('finds its way through two thousand servers', async () => {
    const many = { currentPage: 1, totalPages: 100, totalItems: 2_000, itemsPerPage: 20 };
    const api = new FakeApi().on(listServers, () => ({ ...make.page(make.server()), pagination: many }));
    const { host, address, settle, text } = await openPage(ServerListPage, api, { route: 'servers' });
    expect(text()).toContain('1 to 20 of 2,000');

    const leap = host.querySelector<HTMLInputElement>('portal-page-leap input');
    if (!leap) throw new Error('There is no field for the page.');
    leap.value = '57';
    leap.dispatchEvent(new Event('change'));
    await settle();

    expect(address()).toBe('/servers?page=57');
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
