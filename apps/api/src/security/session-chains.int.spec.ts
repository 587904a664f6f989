import { environmentFor, PASSWORD, type RealProcess, startRealProcess, testApp } from '../testing';
import { Visitor } from './visitor';

describe('a refresh token', () => {
  const test = testApp();
  let replicas: readonly RealProcess[];

  beforeAll(async () => {
    const environment = { ...environmentFor({ url: test.databaseUrl }, test.sandbox), SKYPANEL_ROLES: 'web' };
    replicas = [await startRealProcess(environment), await startRealProcess(environment)];
  }, 60_000);
  afterAll(() => Promise.all(replicas.map(replica => replica.stop())));

  const urls = () => replicas.map(({ url }) => url);
  const signedIn = async () => {
    const { user } = await test.make.customer();
    return { user, visitor: await new Visitor(urls()[0] ?? '').signIn(user.username, PASSWORD) };
  };
  const refresh = (visitor: Visitor) => visitor.ask('/api/auth/refresh', { method: 'POST' });

  it('begins exactly one chain when twenty requests on two processes show it at once', async () => {
    const { user, visitor } = await signedIn();
    const first = visitor.cookie('sky_refresh');
    const tries = Array.from({ length: 20 }, (_, index) => visitor.at(urls()[index % 2] ?? ''));
    const replies = await Promise.all(tries.map(refresh));

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const chains = tries.filter(one => one.cookie('sky_refresh') !== first);
    expect(chains).toHaveLength(1);
    const [open] = await test.em.execute(
      'select count(*)::int as sessions from sessions where user_id = ? and ended_at is null',
      [user.id],
    );
    // make.customer signs in once as well.
    expect(open).toEqual({ sessions: 2 });
    for (const chain of chains) expect((await refresh(chain)).status).toBe(200);
  });

  it('ends everything that came of it when it is shown again later, and that is written down', async () => {
    const { user, visitor } = await signedIn();
    const thief = visitor.at(urls()[1] ?? '');
    await refresh(visitor);
    await refresh(visitor);
    expect((await visitor.ask('/api/user')).status).toBe(200);

    expect((await refresh(thief)).status).toBe(401);
    const deadline = Date.now() + 2_000;
    while ((await visitor.ask('/api/user')).status !== 401) expect(Date.now()).toBeLessThan(deadline);
    expect((await refresh(visitor)).status).toBe(401);
    const entries = await test.em.execute(`select outcome from audit_entries where action = 'session.reused' and user_id = ?`, [
      user.id,
    ]);
    expect(entries).toEqual([{ outcome: 'refused' }]);
  });

  it('that nobody was ever given ends nothing, whoever’s session it names', async () => {
    const { visitor } = await signedIn();
    const { visitor: other } = await signedIn();
    const [id = ''] = visitor.cookie('sky_refresh').split('.');
    const [, secret = '', mark = ''] = other.cookie('sky_refresh').split('.');
    for (const made of [
      `${id}.guess`,
      `${id}.`,
      `${id}.${secret}`,
      `${id}.${secret}.${mark}`,
      `${id}.a.b.c`,
      '.',
      `${id}.${'x'.repeat(3_000)}`,
    ]) {
      const stranger = new Visitor(urls()[1] ?? '');
      stranger.setCookie('sky_refresh', made);
      expect((await refresh(stranger)).status).toBe(401);
    }
    expect((await visitor.ask('/api/user')).status).toBe(200);
    expect((await refresh(visitor)).status).toBe(200);
  });
});
