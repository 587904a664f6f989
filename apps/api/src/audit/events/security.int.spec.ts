import { testApp, type TestApp } from '../../testing';
import { AuditLog } from '../log/audit-log';
import { RateLimitTally } from '../signals/rate-limit-tally';

interface Event {
  id: number;
  kind: string;
  words: string;
  severity: string;
  address: string | null;
  userId: number | null;
  details: Record<string, unknown>;
  occurrences: number;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
}

/** Seals and looks at everything. Transactions of other test files hold the sealer up: the server counts them in. */
async function lookAtAll(test: TestApp): Promise<void> {
  await test.until(async () => {
    await test.advance(0);
    await test.runDueJobs();
    return (await test.em.execute('select from audit_pending limit 1')).length === 0;
  }, 'everything is sealed');
}

describe('security events', () => {
  const test = testApp({ env: { REQUESTS_PER_MINUTE: '60' } });
  const record = (entry: Parameters<AuditLog['record']>[0]) => test.app.get(AuditLog).record(entry);
  /** Time goes on: the log is sealed and looked at. */
  const look = () => lookAtAll(test);
  const eventsOf = (kind: string) =>
    test.em.execute<{ occurrences: number; severity: string; address: string | null; user_id: number | null; details: object }[]>(
      'select occurrences, severity, host(address) as address, user_id, details from security_events where kind = ? order by id',
      [kind],
    );
  const alerts = () =>
    test.em.execute<object[]>(`select from jobs.job where name = 'security.event-raised'`).then(({ length }) => length);

  it('are raised once for many failures from one address, and counted on', async () => {
    const before = await alerts();
    for (let number = 0; number < 19; number += 1)
      await record({ action: 'sign-in.failed', outcome: 'refused', address: '203.0.113.66' });
    await look();
    expect(await eventsOf('many-failures-from-address')).toEqual([]);

    await record({ action: 'sign-in.failed', outcome: 'refused', address: '203.0.113.66' });
    await look();
    await record({ action: 'sign-in.failed', outcome: 'refused', address: '203.0.113.66' });
    await look();
    await look();

    expect(await eventsOf('many-failures-from-address')).toEqual([
      expect.objectContaining({ occurrences: 2, address: '203.0.113.66', details: { failures: 21, accounts: 0, minutes: 15 } }),
    ]);
    expect((await alerts()) - before).toBe(1);
  });

  it('count a whole /64 of IPv6 as one address', async () => {
    for (let number = 0; number < 20; number += 1)
      await record({ action: 'sign-in.failed', outcome: 'refused', address: `2001:db8:1:2::${(number + 1).toString(16)}` });
    await look();

    expect((await eventsOf('many-failures-from-address')).map(({ address }) => address)).toContain('2001:db8:1:2::');
  });

  it('are raised for many failures of one account from many addresses', async () => {
    const { user } = await test.make.customer();
    for (let number = 1; number <= 10; number += 1)
      await record({ action: 'sign-in.failed', outcome: 'refused', userId: user.id, address: `198.51.${number}.1` });
    await look();

    expect(await eventsOf('many-failures-for-account')).toEqual([
      expect.objectContaining({ occurrences: 1, user_id: user.id, details: { failures: 10, addresses: 10, minutes: 15 } }),
    ]);
  });

  it('are raised for somebody who is refused again and again', async () => {
    const { user } = await test.make.customer();
    for (let number = 0; number < 30; number += 1)
      await record({
        action: 'access.refused',
        outcome: 'refused',
        actor: { userId: user.id, kind: 'customer' },
        address: '192.0.2.1',
      });
    for (let number = 0; number < 30; number += 1)
      await record({ action: 'access.refused', outcome: 'refused', address: '192.0.2.99' });
    await look();

    expect(await eventsOf('many-refusals')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ user_id: user.id, address: null }),
        expect.objectContaining({ user_id: null, address: '192.0.2.99' }),
      ]),
    );
  });

  it('are raised for impossible travel, and not for a train ride or a known place', async () => {
    const { user } = await test.make.customer();
    const signIn = async (address: string) => {
      await record({ action: 'session.opened', userId: user.id, actor: { userId: user.id, kind: 'customer' }, address });
      await test.em.execute(
        `insert into sessions (user_id, refresh_hash, user_agent, address, created_at, last_used_at, expires_at)
         values (?, 'x', 'x', ?, now(), now(), now() + interval '1 day')`,
        [user.id, address],
      );
      await look();
    };
    await test.em.execute('delete from sessions where user_id = ?', [user.id]);
    await signIn('203.0.113.1');
    await signIn('203.0.200.9');
    expect(await eventsOf('impossible-travel')).toEqual([]);

    await signIn('198.51.100.1');
    expect(await eventsOf('impossible-travel')).toEqual([
      expect.objectContaining({
        user_id: user.id,
        severity: 'critical',
        details: expect.objectContaining({ minutes: 30 }) as object,
      }),
    ]);

    await signIn('203.0.113.1');
    expect((await eventsOf('impossible-travel'))[0]?.occurrences).toBe(1);
  });

  it('are raised for somebody who goes on although told to slow down', async () => {
    const guest = test.browser();
    const answers: number[] = [];
    for (let number = 0; number < 75; number += 1) answers.push((await guest.get('/api/settings/public')).status);
    const limited = answers.filter(status => status === 429).length;
    expect(limited).toBeGreaterThan(0);
    await test.app.get(RateLimitTally).flush();
    const [entry] = await test.em.execute<{ requests: number; address: string }[]>(
      `select (details->>'requests')::int as requests, host(address) as address from audit_entries where action = 'access.rate-limited'`,
    );
    expect(entry).toEqual({ requests: limited, address: '127.0.0.1' });

    await record({ action: 'access.rate-limited', outcome: 'refused', address: '127.0.0.1', details: { requests: 500 } });
    await look();

    expect(await eventsOf('rate-limit-abuse')).toEqual([
      expect.objectContaining({ address: '127.0.0.1', details: { requests: 500 + limited, minutes: 15 } }),
    ]);
  });
});

describe('the desk of security', () => {
  const test = testApp();

  it('lists events by filter and lets staff put one aside, once', async () => {
    const { browser, user } = await test.make.admin();
    await test.app.get(AuditLog).record({ action: 'session.reused', userId: user.id, address: '203.0.113.4' });
    await lookAtAll(test);
    const list = async (query: string) => (await browser.get<{ data: Event[] }>(`/api/admin/security/events?${query}`)).body.data;
    const [event] = await list('state=open&severity=critical&kind=session-copied');
    expect(event).toMatchObject({ words: 'A session was copied', userId: user.id, acknowledgedAt: null });

    const path = `/api/admin/security/events/${event?.id}/acknowledge`;
    expect((await browser.post(path)).status).toBe(204);
    expect((await browser.post(path)).status).toBe(204);

    expect(await list('state=open')).toEqual([]);
    expect((await list('state=acknowledged'))[0]).toMatchObject({ acknowledgedBy: user.username });
    const { body } = await browser.get<{ data: object[] }>('/api/admin/audit-log?action=security-event');
    expect(body.data).toHaveLength(1);
    expect((await browser.post('/api/admin/security/events/999999/acknowledge')).status).toBe(404);
  });

  it('is closed to customers and guests', async () => {
    const { browser } = await test.make.customer();
    for (const path of [
      '/api/admin/security/events',
      '/api/admin/security/blocked-addresses',
      '/api/admin/audit-log/verification',
    ]) {
      expect((await browser.get(path)).status).toBe(403);
      expect((await test.browser().get(path)).status).toBe(401);
    }
  });
});
