import { environmentFor, PASSWORD, type Person, type RealProcess, startRealProcess, testApp } from '../testing';
import { Visitor } from './visitor';

const ADDRESSES = 60;
const MINUTES = 60;
const TRIES_A_MINUTE = 20;

describe('guessing a password', () => {
  const test = testApp({ listen: true, env: { REQUESTS_PER_MINUTE: '10000000' } });
  let replicas: readonly RealProcess[];

  beforeAll(async () => {
    const environment = {
      ...environmentFor({ url: test.databaseUrl }, test.sandbox),
      ...{ SKYPANEL_ROLES: 'web', TRUST_PROXY: 'true', REQUESTS_PER_MINUTE: '10000000' },
    };
    replicas = [await startRealProcess(environment), await startRealProcess(environment)];
  }, 60_000);
  afterAll(() => Promise.all(replicas.map(replica => replica.stop())));

  const guess = (turn: number, username: string) =>
    new Visitor(replicas[turn % replicas.length]?.url ?? '').ask('/api/auth/login', {
      method: 'POST',
      body: { username, password: `guess ${turn}` },
      headers: { 'x-forwarded-for': `198.51.100.${turn % ADDRESSES}` },
    });
  /** Real time decides about guesses, so an hour passes by moving what was written back. */
  const passMinute = () =>
    test.em.execute(
      `update counted_attempts set last_at = last_at - interval '1 minute', blocked_until = blocked_until - interval '1 minute'`,
    );
  const hashedFor = async ({ user }: Person) => {
    const [row] = await test.em.execute<{ count: number }[]>(
      `select count(*)::int as count from audit_entries where action = 'sign-in.failed' and user_id = ?`,
      [user.id],
    );
    return row?.count ?? 0;
  };

  it('of one account, from sixty addresses on two processes, gets at most a hundred tries an hour', async () => {
    const victim = await test.make.customer();
    const home = await new Visitor(replicas[0]?.url ?? '').signIn(victim.user.username, PASSWORD);
    const statuses: number[] = [];
    for (let minute = 0; minute < MINUTES; minute++) {
      const turns = Array.from({ length: TRIES_A_MINUTE }, (_, index) => minute * TRIES_A_MINUTE + index);
      const replies = await Promise.all(turns.map(turn => guess(turn, victim.user.username)));
      statuses.push(...replies.map(({ status }) => status));
      expect(replies.filter(({ status, headers }) => status === 429 && headers.get('retry-after') === null)).toEqual([]);
      await passMinute();
    }
    const hashed = await hashedFor(victim);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.filter(status => status === 401)).toHaveLength(hashed);
    expect(hashed).toBeGreaterThan(0);
    expect(hashed).toBeLessThanOrEqual(100);
    // Its owner, in a browser that was here before, still gets in while a stranger with the right password has to wait.
    const signIn = { method: 'POST', body: { username: victim.user.username, password: PASSWORD } };
    for (let turn = 0; turn < 8; turn++) await guess(turn, victim.user.username);
    expect((await home.ask('/api/auth/login', signIn)).status).toBe(200);
    expect((await new Visitor(replicas[1]?.url ?? '').ask('/api/auth/login', signIn)).status).toBe(429);
  }, 60_000);

  it('is counted for the person, however their name and the address are written', async () => {
    const { user } = await test.make.customer({ username: 'Nadia' });
    const names = ['Nadia', 'nadia', 'NADIA', user.email, user.email.toUpperCase(), 'nAdIa'];
    const statuses: number[] = [];
    for (const [turn, username] of names.entries()) {
      const path = turn % 2 === 0 ? '/api/auth/login?x=1' : '/api/auth/login';
      statuses.push((await new Visitor(test.url).ask(path, { method: 'POST', body: { username, password: 'wrong' } })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const counted = await test.em.execute('select failures from counted_attempts where key = ?', [`sign-in:user:${user.id}`]);
    expect(counted).toHaveLength(1);
  });

  it.each([
    '//api/auth/login',
    '/api//auth/login',
    '/api/auth/login/',
    '/api/auth/login;x',
    '/API/auth/login',
    '/api/auth/./login',
    '/api/auth/%6cogin',
  ])('by the address %s counts as well, or leads nowhere', async path => {
    const { user } = await test.make.customer();
    const statuses = new Set<number>();
    for (let turn = 0; turn < 7; turn++)
      statuses.add(
        (await new Visitor(test.url).ask(path, { method: 'POST', body: { username: user.username, password: 'wrong' } })).status,
      );
    expect([[404], [401, 429]]).toContainEqual([...statuses]);
  });

  it('is counted by the real address while no proxy is trusted', async () => {
    await test.em.execute('delete from counted_attempts');
    const claims = ['203.0.113.1', '203.0.113.2, 10.0.0.1', '::1', '[2001:db8::1]:80', 'unknown'];
    for (const [turn, claim] of claims.entries()) {
      const headers = { 'x-forwarded-for': claim, forwarded: `for="${claim}"`, 'x-real-ip': claim, 'client-ip': claim };
      await new Visitor(test.url).ask('/api/auth/login', {
        method: 'POST',
        body: { username: `nobody-${turn}`, password: 'x' },
        headers,
      });
    }
    const rows = await test.em.execute(`select key, failures from counted_attempts where key like 'sign-in-from:%'`);
    expect(rows).toEqual([{ key: 'sign-in-from:127.0.0.1', failures: claims.length }]);
  });

  it('from one /64 of IPv6 counts as one household', async () => {
    await test.em.execute('delete from counted_attempts');
    for (let turn = 0; turn < 70; turn++)
      await test.app.inject({
        method: 'POST',
        url: '/api/auth/login',
        remoteAddress: `2001:db8:1:2:${turn.toString(16)}::${(turn * 7).toString(16)}`,
        payload: { username: `nobody-${turn}`, password: 'x' },
      });
    const rows = await test.em.execute<{ key: string; failures: number }[]>(
      `select key, failures from counted_attempts where key like 'sign-in-from:%'`,
    );
    expect(rows.map(({ key }) => key)).toEqual(['sign-in-from:2001:db8:1:2::/64']);
    expect(rows[0]?.failures).toBe(61);
  });
});
