import type { Permission, Principal } from '../access';
import { mayHear } from './hearing';

const caller = (permissions: Permission[], impersonator: object | null = null): Principal =>
  ({
    userId: 1,
    permissions: new Set(permissions),
    isSuspended: false,
    credential: { kind: 'session', sessionId: 1, steppedUpAt: null, secondFactor: null, impersonator },
  }) as unknown as Principal;
const event = (type: string, userId: number | null) => ({ type, userId, data: {} });

describe(mayHear, () => {
  it('lets people hear of their own things', () => {
    for (const type of ['server', 'balance', 'payment', 'user', 'notification'])
      expect(mayHear(caller([]), event(type, 1))).toBe(true);
  });

  it('lets staff hear of others what they may read, and of nothing else', () => {
    expect(mayHear(caller(['servers.read']), event('server', 2))).toBe(true);
    expect(mayHear(caller(['servers.read']), event('payment', 2))).toBe(false);
    expect(mayHear(caller(['security.read']), event('security-event', null))).toBe(true);
    expect(mayHear(caller(['overview.read']), event('security-event', null))).toBe(false);
  });

  it('tells nobody of others’ notifications, and no page of what is between processes', () => {
    expect(mayHear(caller(['users.read']), event('notification', 2))).toBe(false);
    for (const type of ['key-ended', 'roles-changed', 'settings-changed', 'session-ended', 'reconnected'])
      expect(mayHear(caller(['users.read']), event(type, null))).toBe(false);
  });

  it('gives staff with a customer’s eyes the customer’s hints only', () => {
    expect(mayHear(caller(['servers.read'], { userId: 9 }), event('server', 2))).toBe(false);
    expect(mayHear(caller([], { userId: 9 }), event('server', 1))).toBe(true);
  });
});
