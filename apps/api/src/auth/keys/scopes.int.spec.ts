import { type Route, routesOf } from '../../contract/routes';
import { fillings } from '../../contract/world';
import { type Scope, SCOPES } from '../../platform';
import { askWithKey, keyOf, type Person, testApp } from '../../testing';

const NOWHERE = '2147483647';

/** What a key of an administrator gets on a route. */
function expectedFor({ access }: Route, scopes: readonly Scope[]): string {
  if (access?.scope === undefined) return 'session_required';
  return scopes.includes(access.scope) ? 'admitted' : 'invalid_scope';
}

describe('the scopes of a key', () => {
  const test = testApp({ env: { REQUESTS_PER_MINUTE: '10000000' } });
  let boss: Person;
  beforeAll(async () => {
    boss = await test.make.admin();
  });

  const guarded = () => routesOf(test.app).filter(({ access }) => access !== undefined && access.who !== 'public');
  const unlimited = (id: number) => test.em.execute('update api_keys set requests_per_minute = 100000 where id = ?', [id]);

  async function differencesOf(key: string, scopes: readonly Scope[]): Promise<string[]> {
    const differences: string[] = [];
    for (const route of guarded()) {
      const url = fill(route);
      const expected = expectedFor(route, scopes);
      const { status, body } = await askWithKey<{ error?: { code: string; required_scope?: string } }>(test.app, key, url, {
        method: route.method,
        ...(route.body && { body: {} }),
      });
      const got = status === 401 || status === 403 ? (body.error?.code ?? '') : 'admitted';
      const needed = expected === 'invalid_scope' ? route.access?.scope : undefined;
      if (got !== expected || body?.error?.required_scope !== needed)
        differences.push(`${route.method} ${url}: ${got} instead of ${expected}`);
    }
    return differences;
  }

  const fill = (route: Route) => {
    const values = [...(fillings(route, [NOWHERE])[0] ?? [])];
    return route.path.replace(/:\w+/g, () => values.shift() ?? NOWHERE);
  };

  it('are nine, and each opens a route', () => {
    expect(SCOPES).toHaveLength(9);
    const used = new Set(guarded().map(({ access }) => access?.scope));
    // Tickets have no routes yet.
    expect(SCOPES.filter(scope => !used.has(scope) && !scope.endsWith(':tickets'))).toEqual([]);
  });

  it.each(SCOPES)('open with %s what needs it, and nothing else', async scope => {
    const { id, key } = await keyOf(boss, [scope]);
    await unlimited(id);
    expect(await differencesOf(key, [scope])).toEqual([]);
  });

  it('open nothing when there are none', async () => {
    const { id, key } = await keyOf(boss, ['read:user']);
    await test.em.execute(`update api_keys set scopes = '{}', requests_per_minute = 100000 where id = ?`, [id]);
    expect(await differencesOf(key, [])).toEqual([]);
  });

  it('never open what manages keys, passwords or sessions', async () => {
    const { id, key } = await keyOf(boss, SCOPES);
    await unlimited(id);
    expect(await differencesOf(key, SCOPES)).toEqual([]);
    const sensitive = guarded().filter(({ path }) => /api-keys|password|sessions|second-factor|passkey|step-up|login/.test(path));
    expect(sensitive.length).toBeGreaterThan(8);
    expect(
      sensitive
        .filter(({ access, path }) => access?.scope !== undefined && !/^\/api\/(admin\/api-keys|user\/servers)/.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('count for customers as well', async () => {
    const customer = await test.make.customer();
    const scopes = SCOPES.filter(scope => !scope.startsWith('admin:'));
    const { id, key } = await keyOf(customer, scopes);
    await unlimited(id);
    expect(await differencesOf(key, scopes)).toEqual([]);
  });
});
