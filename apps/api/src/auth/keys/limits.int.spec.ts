import pg from 'pg';
import { digestOf } from '../../contract/database-digest';
import { environmentFor, keyOf, type RealProcess, startRealProcess, testApp } from '../../testing';
import { KeyUse } from './use/key-use';

interface Counted {
  readonly statuses: number[];
  readonly headers: Headers[];
}

const callAll = async (urls: readonly string[], key: string, times: number): Promise<Counted> => {
  const replies: Response[] = [];
  for (let sent = 0; sent < times; sent += 20)
    replies.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          fetch(`${urls[index % urls.length]}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } }),
        ),
      )),
    );
  await Promise.all(replies.map(reply => reply.arrayBuffer()));
  return { statuses: replies.map(({ status }) => status), headers: replies.map(({ headers }) => headers) };
};
const admitted = ({ statuses }: Counted) => statuses.filter(status => status === 200).length;

describe('the limit of an API key', () => {
  const test = testApp({ listen: true });
  let replica: RealProcess;

  beforeAll(async () => {
    const environment = { ...environmentFor({ url: test.databaseUrl }, test.sandbox), SKYPANEL_ROLES: 'web' };
    replica = await startRealProcess(environment);
  }, 60_000);
  afterAll(() => replica.stop());

  it('is one hundred a minute over all processes together', async () => {
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    const counted = await callAll([test.url, replica.url], key, 300);

    expect(admitted(counted)).toBeGreaterThanOrEqual(98);
    expect(admitted(counted)).toBeLessThanOrEqual(100);
    expect(new Set(counted.statuses)).toEqual(new Set([200, 429]));
  });

  it('is told with every answer, and with a refusal when to come back', async () => {
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    const { statuses, headers } = await callAll([test.url], key, 120);
    const first = headers[0];
    expect(first?.get('x-ratelimit-limit')).toBe('100');
    expect(Number(first?.get('x-ratelimit-remaining'))).toBeLessThan(100);
    expect(Number(first?.get('x-ratelimit-reset'))).toBeGreaterThan(50);
    const last = statuses.map((status, index) => ({ status, headers: headers[index] })).findLast(({ status }) => status === 429);
    expect(Number(last?.headers?.get('retry-after'))).toBeGreaterThan(0);
    expect(last?.headers?.get('x-ratelimit-remaining')).toBe('0');
  });

  it('is not eaten up by others from the same address', async () => {
    const [one, other] = [
      await keyOf(await test.make.customer(), ['read:user']),
      await keyOf(await test.make.customer(), ['read:user']),
    ];
    await callAll([test.url], one.key, 120);
    expect(admitted(await callAll([test.url], other.key, 60))).toBe(60);
  });

  it('can be another for one key', async () => {
    const boss = await test.make.admin();
    const { id, key } = await keyOf(boss, ['read:user']);
    expect(await boss.browser.patch(`/api/admin/api-keys/${id}`, { requestsPerMinute: 20 })).toMatchObject({
      status: 200,
      body: { requestsPerMinute: 20 },
    });
    expect(admitted(await callAll([test.url, replica.url], key, 60))).toBe(20);
    expect(await boss.browser.patch(`/api/admin/api-keys/${id}`, { requestsPerMinute: null })).toMatchObject({
      body: { requestsPerMinute: null },
    });
    expect((await boss.browser.patch(`/api/admin/api-keys/${id}`, { requestsPerMinute: 0 })).status).toBe(400);
  });

  it('slides: what was used before still counts while it lies within the last minute', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user']);
    await test.em.execute(
      `insert into rate_windows (subject, started_at, used, previous) values (?, now() - interval '90 seconds', 80, 0)`,
      [`key:${id}`],
    );
    // Half a minute into the next window, half of the eighty still counts.
    const count = admitted(await callAll([test.url], key, 100));
    expect(count).toBeGreaterThanOrEqual(59);
    expect(count).toBeLessThanOrEqual(63);
  });

  it('costs no write in any table that lasts', async () => {
    const { key } = await keyOf(await test.make.customer(), ['read:user']);
    await test.app.get(KeyUse).flush();
    const before = await digestOf(test.em, ['rate_windows']);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    expect(admitted(await callAll([test.url], key, 100))).toBe(100);
    const statements = query.mock.calls.map(([statement]) => textOf(statement));
    query.mockRestore();
    expect(await digestOf(test.em, ['rate_windows'])).toEqual(before);

    const shares = statements.filter(text => text.includes('take_from_window'));
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.length).toBeLessThanOrEqual(25);
    expect(statements.filter(text => /\b(insert|update|delete|begin|notify)\b/i.test(text))).toEqual([]);

    await test.app.get(KeyUse).flush();
    const [row] = await test.em.execute<{ requests: number }[]>(
      `select u.requests from api_key_use u join api_keys k on k.id = u.key_id order by k.id desc limit 1`,
    );
    expect(row).toEqual({ requests: 100 });
  });

  it('ends with the key on every process within two seconds', async () => {
    const ada = await test.make.customer();
    const { id, key } = await keyOf(ada, ['read:user']);
    const statusOf = async (url: string) =>
      (await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await statusOf(test.url), await statusOf(replica.url)]).toEqual([200, 200]);
    await ada.browser.delete(`/api/user/api-keys/${id}`);
    const removedAt = Date.now();
    for (const url of [replica.url, test.url])
      while ((await statusOf(url)) !== 401) expect(Date.now() - removedAt).toBeLessThan(2_000);
  });

  it('is counted to the end: use is written when a process ends', async () => {
    const { id, key } = await keyOf(await test.make.customer(), ['read:user']);
    expect(admitted(await callAll([replica.url], key, 40))).toBe(40);
    await replica.stop();
    expect(await test.em.execute('select sum(requests)::int as requests from api_key_use where key_id = ?', [id])).toEqual([
      { requests: 40 },
    ]);
  });
});

/** The text of a statement, however it is handed over. */
function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : String((statement as { text?: string }).text);
}
