import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

import {
  deleteUserByStaff,
  endUserSessions,
  getUserDetail,
  linkUserVirtfusion,
  listAllServers,
  listAllTransactions,
  listAuditLog,
  listUserSessions,
  type PersonDto,
  resetUserVirtfusionPassword,
  setUserRole,
  setUserStatus,
  setUserTags,
  startImpersonation,
  syncUserVirtfusion,
  testVirtfusionUser,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { PortalDoor } from './portal-door';
import { UserPage } from './user-page';

const AT = '2026-11-25T12:00:00.000Z';
const SESSION = {
  id: 4,
  address: '203.0.113.7',
  userAgent: 'Firefox',
  createdAt: AT,
  lastUsedAt: AT,
  current: false,
  impersonator: null,
};

const taught = (person: Partial<PersonDto> = {}) =>
  new FakeApi()
    .on(getUserDetail, () => make.person(person))
    .on(listAllServers, () => make.page(make.server()))
    .on(listAllTransactions, () => make.page())
    .on(listUserSessions, () => ({ data: [SESSION] }))
    .on(listAuditLog, () => make.page());

async function open(api: FakeApi, user = make.user()) {
  const page = await openPage(UserPage, api, { route: 'users/:id', url: '/users/1', user });
  const press = async (text: string) => {
    await (await page.everywhere.getAllHarnesses(MatButtonHarness.with({ text }))).at(-1)?.click();
    await page.settle();
  };
  const buttons = async () => Promise.all((await page.loader.getAllHarnesses(MatButtonHarness)).map(one => one.getText()));
  return { ...page, press, buttons };
}

describe('the page of a user', () => {
  it('keeps facts on screen when their servers cannot be loaded', async () => {
    const api = taught({ secondFactors: 2 }).on(listAllServers, () => {
      throw make.refusal(500, 'internal_error');
    });
    const { text } = await open(api);
    expect(text()).toContain('The servers could not be loaded');
    expect(text()).toMatch(/\$18\.42.*Second factors2/);
  });

  it('suspends only with a reason, which the person reads', async () => {
    const api = taught().on(setUserStatus, () => undefined);
    const { press, fill } = await open(api);
    await press('Suspend');
    await press('Suspend');
    expect(api.sentTo(setUserStatus)).toEqual([]);
    await fill('suspend-reason', 'Unpaid since June.');
    await press('Suspend');
    expect(api.sentTo(setUserStatus)).toEqual([{ id: 1, body: { enabled: false, reason: 'Unpaid since June.' } }]);
    expect(api.sentTo(getUserDetail)).toHaveLength(2);
    expect(document.querySelector('mat-dialog-container')).toBeNull();
  });

  it('shows why somebody is suspended, and lifts it', async () => {
    const api = taught({ state: 'suspended', suspendedReason: 'Unpaid since June.' }).on(setUserStatus, () => undefined);
    const { press, text } = await open(api);
    expect(text()).toContain('Unpaid since June.');
    await press('Unsuspend');
    await press('Unsuspend');
    expect(api.sentTo(setUserStatus)).toEqual([{ id: 1, body: { enabled: true } }]);
  });

  it('says why a change of role was refused', async () => {
    const api = taught({ role: 'admin' }).on(setUserRole, () => {
      throw make.refusal(422, 'last_admin');
    });
    const { press } = await open(api);
    await press('Change role');
    const role = document.querySelector<HTMLSelectElement>('#role');
    if (role) role.value = 'support';
    role?.dispatchEvent(new Event('input'));
    role?.dispatchEvent(new Event('change'));
    await press('Change role');
    expect(api.sentTo(setUserRole)).toEqual([{ id: 1, body: { role: 'support' } }]);
    expect(document.querySelector('mat-dialog-container')?.textContent).toContain('last administrator');
  });

  it('adds and removes tags one by one', async () => {
    const api = taught({ tags: ['vip'] }).on(setUserTags, () => undefined);
    const { press, fill, host, settle, text } = await open(api);
    await fill('person-tag', 'not a tag');
    await press('Add');
    expect(text()).toContain('Use small letters');
    await fill('person-tag', 'Reseller');
    await press('Add');
    host.querySelector<HTMLButtonElement>('[aria-label="Remove vip"]')?.click();
    await settle();
    expect(api.sentTo(setUserTags)).toEqual([
      { id: 1, body: { tags: ['vip', 'reseller'] } },
      { id: 1, body: { tags: [] } },
    ]);
  });

  it('signs the person out everywhere after asking', async () => {
    const api = taught().on(endUserSessions, () => undefined);
    const { press } = await open(api);
    await press('End all sessions');
    expect(api.sentTo(endUserSessions)).toEqual([]);
    await press('End all sessions');
    expect(api.sentTo(endUserSessions)).toEqual([{ id: 1 }]);
    expect(api.sentTo(listUserSessions)).toHaveLength(2);
  });

  it('deletes only after the username was typed', async () => {
    const api = taught().on(deleteUserByStaff, () => undefined);
    const { press, fill, address } = await open(api);
    await press('Delete account');
    await press('Delete account');
    expect(api.sentTo(deleteUserByStaff)).toEqual([]);
    await fill('confirm-name', 'ada');
    await press('Delete account');
    expect(api.sentTo(deleteUserByStaff)).toEqual([{ id: 1 }]);
    expect(address()).toBe('/users');
  });

  it('goes to the portal once a look has begun, reading only unless it was asked for', async () => {
    const opened: string[] = [];
    TestBed.overrideProvider(PortalDoor, { useValue: { open: (path: string) => opened.push(path) } });
    const api = taught().on(startImpersonation, () => ({ userId: 1, endsAt: AT }));
    const { press, fill } = await open(api);
    await press('Look as the customer');
    await fill('look-minutes', '90');
    await press('Look as the customer');
    expect(api.sentTo(startImpersonation)).toEqual([]);
    await fill('look-reason', 'Ticket 12.');
    await fill('look-minutes', '20');
    await press('Look as the customer');
    expect(api.sentTo(startImpersonation)).toEqual([{ id: 1, body: { reason: 'Ticket 12.', minutes: 20, mayWrite: false } }]);
    expect(opened).toEqual(['/overview']);
  });
});

describe("somebody's link to VirtFusion", () => {
  it('tells what went wrong, syncs, and rehearses without linking', async () => {
    const api = taught({ virtfusion: { state: 'failed', message: 'VirtFusion answered 500' } })
      .on(syncUserVirtfusion, () => undefined)
      .on(testVirtfusionUser, () => ({
        would: 'create' as const,
        name: 'Ada Lovelace',
        email: 'ada@analytical.example',
        existing: null,
      }))
      .on(linkUserVirtfusion, () => {
        throw make.refusal(422, 'virtfusion_user_not_found');
      });
    const { press, text } = await open(api);
    expect(text()).toContain('VirtFusion answered 500');
    await press('Sync with VirtFusion');
    expect(api.sentTo(syncUserVirtfusion)).toEqual([{ id: 1 }]);
    await press('Dry run');
    expect(api.sentTo(testVirtfusionUser)).toEqual([{ body: { userId: 1 } }]);
    expect(text()).toContain('A new VirtFusion user would be made.');
    await press('Link');
    expect(text()).toContain('That was refused.');
  });

  it('shows a new password for the panel once', async () => {
    const api = taught().on(resetUserVirtfusionPassword, () => ({ email: 'ada@analytical.example', password: 'k3pt-nowhere' }));
    const { press, text } = await open(api);
    await press('New panel password');
    await press('Make a password');
    expect(document.querySelector('mat-dialog-container')?.textContent).toContain('k3pt-nowhere');
    await press('I have told them');
    expect(document.querySelector('mat-dialog-container')).toBeNull();
    expect(text()).not.toContain('k3pt-nowhere');
  });
});

describe('what a role may not do to a user', () => {
  const support = make.user({ role: 'support', permissions: ['users.read', 'users.impersonate'] });

  it('hides panels and acts that the role does not include, and asks the API for none of them', async () => {
    const api = taught();
    const { text, buttons } = await open(api, support);
    expect(text()).not.toContain('All servers');
    expect([listAllServers, listAllTransactions, listAuditLog].flatMap(one => api.sentTo(one))).toEqual([]);
    expect(await buttons()).toEqual(['Look as the customer']);
  });

  it('leaves the accounts of staff to who may change roles', async () => {
    const writer = make.user({ role: 'support', permissions: ['users.read', 'users.write'] });
    const { buttons } = await open(taught({ role: 'billing' }), writer);
    const offered = await buttons();
    for (const act of ['Edit', 'Suspend', 'Change role', 'Send reset link', 'Delete account', 'Look as the customer'])
      expect(offered).not.toContain(act);
  });

  it('offers nobody to suspend, delete or demote themselves', async () => {
    const offered = await (await open(taught({ id: 1, role: 'admin' }), make.user({ id: 1 }))).buttons();
    expect(offered).toContain('Edit');
    for (const act of ['Suspend', 'Delete account', 'Change role']) expect(offered).not.toContain(act);
  });
});
