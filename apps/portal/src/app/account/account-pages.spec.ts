import { MatButtonHarness } from '@angular/material/button/testing';

import {
  checkDeletion,
  confirmEmailChange,
  getBillingDetails,
  getNotificationPreferences,
  listActivity,
  listNotifications,
  listSessions,
  readNotification,
  setBillingDetails,
  type SessionDto,
  setNotificationPreferences,
  updateProfile,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { DataPage } from './data/data-page';
import { NotificationsPage } from './notifications/notifications-page';
import { ProfilePage } from './profile/profile-page';
import { ActivityPanel } from './security/activity-panel';
import { SessionsPanel } from './security/sessions-panel';

const AT = '2026-11-25T12:00:00.000Z';
const DETAILS = { company: 'Analytical Engines', street: '', postcode: '', city: '', country: 'GB', taxId: '' };
const session = (facts: Partial<SessionDto>): SessionDto => ({
  id: 1,
  userAgent: 'Firefox',
  address: '192.0.2.1',
  createdAt: AT,
  lastUsedAt: AT,
  current: false,
  impersonator: null,
  ...facts,
});
const PAGES = (totalItems: number) => ({ currentPage: 1, totalPages: 1, totalItems, itemsPerPage: 20 });

describe('the profile', () => {
  const known = () => new FakeApi().on(getBillingDetails, () => DETAILS);

  it('saves the name, and a new email waits for its code', async () => {
    const api = known().on(updateProfile, ({ body }) => make.user({ fullName: body.fullName, pendingEmail: body.email ?? null }));
    const { fill, loader, text } = await openPage(ProfilePage, api);

    await fill('full-name', ' Ada King ');
    await fill('profile-email', 'ada@new.example');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Save profile' }))).click();

    expect(api.sentTo(updateProfile)).toEqual([
      { body: { fullName: 'Ada King', email: 'ada@new.example', locale: 'en-GB', timeZone: 'UTC' } },
    ]);
    expect(text()).toContain('Confirm ada@new.example');
  });

  it('confirms the new email by the code', async () => {
    const api = known().on(confirmEmailChange, () => ({ email: 'ada@new.example' }));
    const { fill, loader } = await openPage(ProfilePage, api, { user: make.user({ pendingEmail: 'ada@new.example' }) });

    await fill('email-code', ' 123456 ');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Confirm email' }))).click();

    expect(api.sentTo(confirmEmailChange)).toEqual([{ body: { code: '123456' } }]);
  });

  it('saves the billing details', async () => {
    const api = known().on(setBillingDetails, ({ body }) => body);
    const { fill, loader, text } = await openPage(ProfilePage, api);

    await fill('city', ' London ');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Save billing details' }))).click();

    expect(api.sentTo(setBillingDetails)).toEqual([{ body: { ...DETAILS, city: 'London' } }]);
    expect(text()).toContain('Saved');
  });
});

describe('notifications', () => {
  const NEWS = {
    id: 7,
    kind: 'servers' as const,
    title: 'web-1 is running',
    body: '192.0.2.1',
    link: null,
    createdAt: AT,
    readAt: null,
  };
  const PREFERENCES = [
    { kind: 'security' as const, inApp: true, mail: true, isFixed: true },
    { kind: 'servers' as const, inApp: true, mail: true, isFixed: false },
  ];
  const known = () =>
    new FakeApi()
      .on(listNotifications, () => ({ data: [NEWS], pagination: PAGES(1), unread: 1 }))
      .on(getNotificationPreferences, () => ({ data: PREFERENCES }));

  it('are marked as read one by one', async () => {
    const api = known().on(readNotification, () => undefined);
    const { loader, text } = await openPage(NotificationsPage, api);

    expect(text()).toContain('1 unread');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Mark read' }))).click();

    expect(api.sentTo(readNotification)).toEqual([{ id: 7 }]);
  });

  it('reach people as they prefer, but security always', async () => {
    const api = known().on(setNotificationPreferences, () => ({ data: PREFERENCES }));
    const { host, settle } = await openPage(NotificationsPage, api);

    const box = (label: string) => host.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
    expect(box('Security, by email')?.disabled).toBe(true);
    box('Servers, by email')?.click();
    await settle();

    expect(api.sentTo(setNotificationPreferences)).toEqual([{ body: { data: [{ kind: 'servers', inApp: true, mail: false }] } }]);
  });
});

describe('the own data', () => {
  it('says what keeps the account from being deleted', async () => {
    const obstacles = [{ code: 'servers_exist', message: 'There are still 2 servers. Delete them first.' }];
    const api = new FakeApi().on(checkDeletion, () => ({ isPossible: false, obstacles }));
    const { loader, text } = await openPage(DataPage, api);

    expect(text()).toContain('There are still 2 servers.');
    expect(await (await loader.getHarness(MatButtonHarness.with({ text: 'Delete my account' }))).isDisabled()).toBe(true);
  });

  it('says when that is not known', async () => {
    const api = new FakeApi().on(checkDeletion, () => {
      throw make.refusal(503, 'virtfusion_unavailable');
    });
    const { text } = await openPage(DataPage, api);

    expect(text()).toContain('It is not known whether the account can be deleted');
  });
});

describe('security', () => {
  it('lists what happened, and what was refused', async () => {
    const entry = {
      id: 1,
      occurredAt: AT,
      action: 'sign-in.failed',
      words: 'Failed to sign in',
      outcome: 'refused' as const,
      target: null,
    };
    const api = new FakeApi().on(listActivity, () => ({
      data: [{ ...entry, isByOthers: false, actorKind: 'guest' as const, address: '203.0.113.9', userAgent: null, keyId: null }],
      pagination: PAGES(1),
    }));
    const { text } = await openPage(ActivityPanel, api);

    expect(text()).toContain('Failed to sign in Refused');
    expect(text()).toContain('203.0.113.9');
  });

  it('lists the sessions and which one this is', async () => {
    const api = new FakeApi().on(listSessions, () => ({ data: [session({ id: 1, current: true })] }));
    const { text } = await openPage(SessionsPanel, api);

    expect(text()).toContain('This browser');
    expect(text()).not.toContain('Support');
  });

  it('tells support that looks with the customer’s eyes from the customer’s own browsers', async () => {
    const own = session({ id: 1, current: true });
    const api = new FakeApi().on(listSessions, () => ({
      data: [own, session({ id: 2, impersonator: 'reading' }), session({ id: 3, impersonator: 'writing' })],
    }));
    const { text, host } = await openPage(SessionsPanel, api);
    const tags = [...host.querySelectorAll('.device ui-tag')].map(tag => tag.textContent?.trim());

    expect(tags).toEqual(['Support, reading only', 'Support, may change things']);
    expect(text()).toContain('This browser');
  });
});
