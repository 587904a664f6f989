import { MatButtonHarness } from '@angular/material/button/testing';

import {
  getNotificationPreferences,
  listNotifications,
  type NotificationDto,
  readNotification,
  setNotificationPreferences,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { NotificationsPage } from './notifications-page';

const AT = '2026-11-25T12:00:00.000Z';
const news = (changes: Partial<NotificationDto> = {}): NotificationDto => ({
  id: 1,
  kind: 'staff-alerts',
  title: 'Many failed sign-ins',
  body: '40 from 203.0.113.7',
  link: '/security',
  createdAt: AT,
  readAt: null,
  ...changes,
});
const PREFERENCES = {
  data: [
    { kind: 'security' as const, inApp: true, mail: true, isFixed: true },
    { kind: 'staff-alerts' as const, inApp: true, mail: false, isFixed: false },
  ],
};
const taught = (...entries: NotificationDto[]) =>
  new FakeApi()
    .on(listNotifications, () => ({ ...make.page(...entries), unread: entries.filter(({ readAt }) => !readAt).length }))
    .on(getNotificationPreferences, () => PREFERENCES);
const open = (api: FakeApi) => openPage(NotificationsPage, api, { route: 'notifications' });

describe('the notifications of staff', () => {
  it('shows what is unread, and marks it as read', async () => {
    const api = taught(news(), news({ id: 2, title: 'A job gave up', link: null, readAt: AT })).on(
      readNotification,
      () => undefined,
    );
    const { loader, text, host, settle } = await open(api);
    expect(text()).toContain('1 unread');
    expect(host.querySelector('a[href="/security"]')?.textContent).toContain('Many failed sign-ins');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Mark read' }))).click();
    await settle();
    expect(api.sentTo(readNotification)).toEqual([{ id: 1 }]);
  });

  it('saves a way of hearing with its tick, and leaves what is fixed', async () => {
    const api = taught().on(setNotificationPreferences, () => PREFERENCES);
    const { host, settle, text } = await open(api);
    expect(text()).toContain('Nothing yet');
    const box = (label: string) => host.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
    expect(box('Security, by email')?.disabled).toBe(true);
    box('Alerts for staff, by email')?.click();
    await settle();
    expect(api.sentTo(setNotificationPreferences)).toEqual([
      { body: { data: [{ kind: 'staff-alerts', inApp: true, mail: true }] } },
    ]);
  });

  it('says when they cannot be loaded', async () => {
    const api = taught().on(listNotifications, () => {
      throw make.refusal(500, 'internal_error');
    });
    expect((await open(api)).text()).toContain('The notifications could not be loaded');
  });
});
