import { MatButtonHarness } from '@angular/material/button/testing';

import { applyBulkUsers, inviteUser, listUsers, previewBulkUsers } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { UsersPage } from './users-page';

const ada = make.person();
const ines = make.person({ id: 3, username: 'ines', fullName: 'Ines Duarte' });

const tick = (host: HTMLElement, label: string) => {
  const box = host.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  if (!box) throw new Error(`There is no box "${label}".`);
  box.click();
};

async function open(api: FakeApi, options: { url?: string; user?: ReturnType<typeof make.user> } = {}) {
  const page = await openPage(UsersPage, api, { route: 'users', ...options });
  // What floats above the page comes last in the document.
  const press = async (text: string) => {
    await (await page.everywhere.getAllHarnesses(MatButtonHarness.with({ text }))).at(-1)?.click();
    await page.settle();
  };
  const choose = async (...labels: string[]) => {
    for (const label of labels) tick(page.host, label);
    await page.settle();
  };
  const dialog = () => (document.querySelector('mat-dialog-container')?.textContent ?? '').replace(/\s+/g, ' ');
  return { ...page, press, choose, dialog };
}

describe('the list of users', () => {
  it('tells what is wrong with an account first, with role and tags', async () => {
    const api = new FakeApi().on(listUsers, () =>
      make.page(
        ada,
        make.person({ id: 2, fullName: 'Ines Duarte', state: 'suspended', balance: '-0.84', tags: ['vip'] }),
        make.person({ id: 3, fullName: 'Priya Nair', role: 'support', isVerified: false, lastSignInAt: null }),
      ),
    );

    const { host } = await open(api);

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/Ada Lovelace.*Active.*Linked.*5.*\$18\.42/);
    expect(rows[1]).toMatch(/Ines Duarte.*vip.*Suspended.*−\$0\.84/);
    expect(rows[2]).toMatch(/Priya Nair.*Support.*Not verified.*Never/);
  });

  it('asks for what the address says', async () => {
    const api = new FakeApi().on(listUsers, () => make.page());

    const { text } = await open(api, {
      url: '/users?search=ada&role=support&state=suspended&verified=false&tag=vip&page=2',
    });

    expect(api.sentTo(listUsers)).toEqual([
      { page: 2, limit: 20, search: 'ada', role: 'support', state: 'suspended', verified: 'false', tag: 'vip' },
    ]);
    expect(text()).toContain('No user matches');
  });

  it('puts a chosen filter into the address', async () => {
    const api = new FakeApi().on(listUsers, () => make.page(ada));
    const { host, settle, address } = await open(api);
    const state = host.querySelector<HTMLSelectElement>('select[aria-label="State"]');
    if (state) state.value = 'suspended';
    state?.dispatchEvent(new Event('change'));
    await settle();
    expect(address()).toBe('/users?state=suspended');
    expect(api.sentTo(listUsers).at(-1)).toMatchObject({ state: 'suspended' });
  });

  it('offers another try after a failure', async () => {
    let attempts = 0;
    const api = new FakeApi().on(listUsers, () => {
      if (++attempts === 1) throw make.refusal(500, 'internal_error');
      return make.page(ada);
    });
    const { press, text } = await open(api);
    await press('Try again');
    expect(text()).toContain('Ada Lovelace');
  });

  it('offers nothing that changes people to who may only read', async () => {
    const api = new FakeApi().on(listUsers, () => make.page(ada));
    const { host, loader } = await open(api, { user: make.user({ role: 'support', permissions: ['users.read'] }) });
    expect(host.querySelector('input[type=checkbox]')).toBeNull();
    expect(await loader.getAllHarnesses(MatButtonHarness.with({ text: /Invite/ }))).toEqual([]);
  });

  it('invites somebody, and shows a taken username at its field', async () => {
    let isTaken = true;
    const api = new FakeApi()
      .on(listUsers, () => make.page(ada))
      .on(inviteUser, () => {
        if (isTaken) throw make.refusal(409, 'username_taken');
        return { id: 9 };
      });
    const { press, fill, settle, address } = await open(api);
    await press('Invite');
    await press('Send invitation');
    expect(api.sentTo(inviteUser)).toEqual([]);
    await fill('invite-name', 'Priya Nair');
    await fill('invite-username', 'ada');
    await fill('invite-email', 'priya@nair.example');
    await press('Send invitation');
    expect(document.querySelector('#invite-username-note')?.textContent).toContain('taken');

    isTaken = false;
    await fill('invite-username', 'priya');
    await press('Send invitation');
    await settle();
    expect(api.sentTo(inviteUser).at(-1)).toEqual({
      body: { fullName: 'Priya Nair', username: 'priya', email: 'priya@nair.example', role: 'customer' },
    });
    expect(address()).toBe('/users/9');
  });
});

describe('acting on many people', () => {
  const PLAN = {
    people: [
      { id: 1, username: 'ada', skipped: null },
      { id: 3, username: 'ines', skipped: 'suspended already' },
    ],
    concerned: 1,
    fingerprint: 'f1',
  };
  const ORDER = { action: 'suspend' as const, userIds: [1, 3], reason: 'Unpaid since June.' };
  const taught = () =>
    new FakeApi()
      .on(listUsers, () => make.page(ada, ines))
      .on(previewBulkUsers, () => PLAN)
      .on(applyBulkUsers, () => ({ done: 1, people: PLAN.people }));

  it('needs the reason, shows whom it concerns and whom not, applies just that, and tells the result', async () => {
    const api = taught();
    const { press, choose, fill, dialog, text } = await open(api);
    await choose('Select page');
    expect(text()).toContain('2 selected');

    await press('Suspend');
    await press('Preview');
    expect(api.sentTo(previewBulkUsers)).toEqual([]);
    await fill('bulk-reason', 'Unpaid since June.');
    await press('Preview');
    expect(api.sentTo(previewBulkUsers)).toEqual([{ body: ORDER }]);
    expect(dialog()).toMatch(/1 person concerned.*ada.*1 person left out.*ines suspended already/);
    expect(api.sentTo(applyBulkUsers)).toEqual([]);

    await press('Suspend');
    expect(api.sentTo(applyBulkUsers)).toEqual([{ body: { ...ORDER, fingerprint: 'f1' } }]);
    expect(dialog()).toContain('1 person: suspended');

    await press('Close');
    expect(text()).not.toContain('selected');
    expect(api.sentTo(listUsers)).toHaveLength(2);
  });

  it('looks again when something has changed since the preview', async () => {
    const api = taught().on(applyBulkUsers, () => {
      throw make.refusal(409, 'plan_changed');
    });
    const { press, choose, fill, dialog } = await open(api);
    await choose('Select Ada Lovelace', 'Select Ines Duarte');
    await press('Add tag');
    await fill('bulk-tag', 'VIP');
    await press('Preview');
    expect(api.sentTo(previewBulkUsers)).toEqual([]);
    await fill('bulk-tag', 'vip');
    await press('Preview');
    await press('Add tag');
    expect(dialog()).toContain('Something has changed since you looked');
    await press('Preview');
    expect(api.sentTo(previewBulkUsers)).toHaveLength(2);
  });

  it('previews at once what needs no words, and does nothing when nobody is concerned', async () => {
    const api = taught().on(previewBulkUsers, () => ({
      people: [{ id: 1, username: 'ada', skipped: 'confirmed already' }],
      concerned: 0,
      fingerprint: 'f2',
    }));
    const { press, choose, dialog, everywhere } = await open(api);
    await choose('Select Ada Lovelace');
    await press('Confirm address');
    expect(dialog()).toContain('Nothing would be done');
    const apply = await everywhere.getHarness(MatButtonHarness.with({ text: 'Confirm addresses' }));
    expect(await apply.isDisabled()).toBe(true);
  });
});
