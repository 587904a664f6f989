import { environmentFor, keyOf, PASSWORD, type Person, type RealProcess, startRealProcess, testApp } from '../testing';
import { Visitor } from './visitor';

const LONGEST_MS = 2_000;

/** Somebody at another process than the one that takes their rights away: a session, a key and an open stream. */
interface Foothold {
  readonly visitor: Visitor;
  readonly key: string;
  readonly stream: { readonly isOpen: () => boolean; readonly close: () => void };
}

describe('what takes rights away, takes them away everywhere within two seconds:', () => {
  const test = testApp({ listen: true });
  let replica: RealProcess;
  let boss: Person;

  beforeAll(async () => {
    const environment = { ...environmentFor({ url: test.databaseUrl }, test.sandbox), SKYPANEL_ROLES: 'web' };
    replica = await startRealProcess(environment);
    boss = await test.make.admin();
  }, 60_000);
  afterAll(() => replica.stop());

  const openStream = async (visitor: Visitor): Promise<Foothold['stream']> => {
    const ending = new AbortController();
    const cookie = `sky_access=${visitor.cookie('sky_access')}`;
    const reply = await fetch(`${replica.url}/api/live`, { headers: { cookie }, signal: ending.signal });
    expect(reply.status).toBe(200);
    let isOpen = true;
    const read = async () => {
      for await (const chunk of reply.body ?? []) if (chunk === undefined) break;
    };
    read()
      .catch(() => undefined)
      .finally(() => (isOpen = false));
    return { isOpen: () => isOpen, close: () => ending.abort() };
  };
  const foothold = async (person: Person): Promise<Foothold> => {
    const { key } = await keyOf(person, ['read:user']);
    const visitor = await new Visitor(replica.url).signIn(person.user.username, PASSWORD);
    const found = { visitor, key, stream: await openStream(visitor) };
    // Both are known to the other process by now, which is what has to be undone.
    expect(await statusesOf(found)).toEqual([200, 200]);
    expect(found.stream.isOpen()).toBe(true);
    return found;
  };
  const statusOfKey = async (key: string) =>
    (await fetch(`${replica.url}/api/me`, { headers: { authorization: `Bearer ${key}` } })).status;
  const statusesOf = async ({ visitor, key }: Foothold) => [(await visitor.ask('/api/user')).status, await statusOfKey(key)];
  const within = async (condition: () => Promise<boolean>) => {
    const startedAt = performance.now();
    while (!(await condition())) expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
  };
  const staffAct = async (method: 'PATCH', path: string, body: object) => {
    const { status, body: answer } = await boss.browser.send(method, path, body, {});
    if (status >= 300) throw new Error(`${path} -> ${status} ${JSON.stringify(answer)}`);
  };

  it('signing out, for the access token and the stream', async () => {
    const { visitor, stream } = await foothold(await test.make.customer());
    expect((await visitor.at(test.url).ask('/api/auth/logout', { method: 'POST' })).status).toBe(204);
    await within(async () => (await visitor.ask('/api/user')).status === 401 && !stream.isOpen());
  });

  it('suspending, for keys and everything but what stays readable', async () => {
    const person = await test.make.customer();
    const { visitor, key, stream } = await foothold(person);
    await staffAct('PATCH', `/api/admin/users/${person.user.id}/status`, { enabled: false, reason: 'Abuse reports' });
    await within(async () => (await statusOfKey(key)) === 403);
    const listed = await visitor.ask('/api/user/servers');
    expect([401, 403]).toContain(listed.status);
    expect((await visitor.ask('/api/user/profile', { method: 'PATCH', body: { fullName: 'X' } })).status).not.toBe(200);
    stream.close();
  });

  it('another role, for sessions and streams', async () => {
    const person = await test.make.customer();
    const { visitor, stream } = await foothold(person);
    await staffAct('PATCH', `/api/admin/users/${person.user.id}/role`, { role: 'support' });
    await within(async () => (await visitor.ask('/api/user')).status === 401 && !stream.isOpen());
  });

  it('losing the role of an administrator, for admin keys', async () => {
    const person = await test.make.admin();
    const { key } = await keyOf(person, ['admin:users']);
    const statusOf = async () =>
      (await fetch(`${replica.url}/api/admin/users`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await statusOf()).toBe(200);
    await staffAct('PATCH', `/api/admin/users/${person.user.id}/role`, { role: 'customer' });
    await within(async () => (await statusOf()) === 403);
  });

  it('a new password, for the other sessions', async () => {
    const person = await test.make.customer();
    const { visitor, stream } = await foothold(person);
    const words = { currentPassword: PASSWORD, newPassword: 'a wholly different phrase' };
    expect((await person.browser.post('/api/auth/change-password', words)).status).toBe(204);
    await within(async () => (await visitor.ask('/api/user')).status === 401 && !stream.isOpen());
    expect((await person.browser.get('/api/user')).status).toBe(200);
  });

  it('ending one session from the list, for that one', async () => {
    const person = await test.make.customer();
    const { visitor, stream } = await foothold(person);
    const { body } = await person.browser.get<{ data: { id: number; isCurrent: boolean }[] }>('/api/user/sessions');
    const other = body.data.find(({ isCurrent }) => !isCurrent);
    expect((await person.browser.delete(`/api/user/sessions/${other?.id}`)).status).toBe(204);
    await within(async () => (await visitor.ask('/api/user')).status === 401 && !stream.isOpen());
  });

  it('deleting the account, for everything', async () => {
    const person = await test.make.customer();
    const { visitor, key, stream } = await foothold(person);
    const { status } = await person.browser.delete('/api/user');
    expect(status).toBeLessThan(300);
    await within(
      async () => (await visitor.ask('/api/user')).status === 401 && (await statusOfKey(key)) === 401 && !stream.isOpen(),
    );
  });

  it('ninety-nine times in a hundred', async () => {
    const person = await test.make.customer();
    const times: number[] = [];
    for (let turn = 0; turn < 100; turn++) {
      const visitor = await new Visitor(replica.url).signIn(person.user.username, PASSWORD);
      expect((await visitor.ask('/api/user')).status).toBe(200);
      await visitor.at(test.url).ask('/api/auth/logout', { method: 'POST' });
      const endedAt = performance.now();
      while ((await visitor.ask('/api/user')).status !== 401) expect(performance.now() - endedAt).toBeLessThan(LONGEST_MS);
      times.push(performance.now() - endedAt);
    }
    expect(times.toSorted((one, other) => one - other)[98]).toBeLessThan(LONGEST_MS);
  }, 60_000);
});
