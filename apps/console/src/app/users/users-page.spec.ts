import { MatButtonHarness } from '@angular/material/button/testing';

import { getUserDetail, listAllServers, listAllTransactions, listUsers, syncUserVirtfusion } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { UserPage } from './user-page';
import { UsersPage } from './users-page';

describe('the list of users', () => {
  it('tells what is wrong with an account first', async () => {
    const api = new FakeApi().on(listUsers, () =>
      make.page(
        make.person(),
        make.person({ id: 2, fullName: 'Ines Duarte', state: 'suspended', balance: '-0.84' }),
        make.person({ id: 3, fullName: 'Priya Nair', isVerified: false, lastSignInAt: null }),
      ),
    );

    const { host } = await openPage(UsersPage, api, { route: 'users' });

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/Ada Lovelace.*Active.*Linked.*5.*\$18\.42/);
    expect(rows[1]).toMatch(/Ines Duarte.*Suspended.*\u2212\$0\.84/);
    expect(rows[2]).toMatch(/Priya Nair.*Not verified.*Never/);
  });

  it('asks for what the address says', async () => {
    const api = new FakeApi().on(listUsers, () => make.page());

    const { text } = await openPage(UsersPage, api, {
      route: 'users',
      url: '/users?search=ada&role=admin&verified=false&page=2',
    });

    expect(api.sentTo(listUsers)).toEqual([{ page: 2, limit: 20, search: 'ada', role: 'admin', verified: 'false' }]);
    expect(text()).toContain('No user matches');
  });

  it('offers another try after a failure', async () => {
    let attempts = 0;
    const api = new FakeApi().on(listUsers, () => {
      if (++attempts === 1) throw make.refusal(500, 'internal_error');
      return make.page(make.person());
    });
    const { loader, text } = await openPage(UsersPage, api, { route: 'users' });

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();

    expect(text()).toContain('Ada Lovelace');
  });
});

describe('the page of a user', () => {
  it('keeps facts on screen when their servers cannot be loaded, and syncs with VirtFusion', async () => {
    const api = new FakeApi()
      .on(getUserDetail, () => make.person({ virtfusion: { state: 'failed', message: 'VirtFusion answered 500' } }))
      .on(listAllServers, () => {
        throw make.refusal(500, 'internal_error');
      })
      .on(listAllTransactions, () => make.page())
      .on(syncUserVirtfusion, () => undefined);
    const { loader, text } = await openPage(UserPage, api, { route: 'users/:id', url: '/users/1' });
    expect(text()).toContain('VirtFusion answered 500');
    expect(text()).toContain('The servers could not be loaded');

    await (await loader.getHarness(MatButtonHarness.with({ text: 'Sync with VirtFusion' }))).click();

    expect(api.sentTo(syncUserVirtfusion)).toEqual([{ id: 1 }]);
  });
});
