import { spawnSync } from 'node:child_process';
import { testApp } from '../testing';
import { AccessProbe } from './access-probe';
import { accessRows, lineOf, type Verdict } from './access-table';
import { digestOf, TRACES } from './database-digest';
import { ROOT } from './document';
import { nameOf, type Route } from './routes';
import { buildWorld, PRINCIPALS, type World } from './world';

/** What takes everything of a kind away, or ends all other sessions, so that nothing can be asked about it afterwards. */
const LAST = [
  ...['renewRecoveryCodes', 'removePasskey', 'removeTotp', 'endOtherSessions', 'endUserSessions'],
  ...['deleteUserByStaff', 'deleteUser'],
];

describe('the access matrix', () => {
  const test = testApp({ listen: true, env: { REQUESTS_PER_MINUTE: '10000000' } });
  let world: World;
  let probe: AccessProbe;

  beforeAll(async () => {
    world = await buildWorld(test);
    probe = new AccessProbe(world);
  }, 120_000);
  afterEach(() => expect(world.findings.take()).toEqual([]));

  const guarded = () => {
    const routes = world.routes.filter(({ operation }) => operation !== undefined);
    return routes.toSorted((one, other) => destructionOf(one) - destructionOf(other));
  };
  const rowOf = (route: Route) => accessRows().find(({ method, path }) => method === route.method && path === route.path);
  const differences = async (isAsked: (verdict: string) => boolean) => {
    const found: string[] = [];
    for (const route of guarded())
      for (const principal of PRINCIPALS) {
        const expected = rowOf(route)?.verdicts[principal];
        if (expected === undefined || !isAsked(expected)) continue;
        const verdict = await probe.ask(route, principal);
        if (verdict !== expected) found.push(`${principal} ${nameOf(route)}: ${verdict} instead of ${expected}`);
      }
    return found;
  };

  it('refuses whom it says, also about what belongs to another customer, and nothing happens', async () => {
    const before = await digestOf(test.em, TRACES);
    expect(await differences(verdict => verdict !== 'ok')).toEqual([]);
    expect(await digestOf(test.em, TRACES)).toEqual(before);
  }, 90_000);

  it('admits whom it says to what is theirs', async () => {
    expect(await differences(verdict => verdict === 'ok')).toEqual([]);
  }, 90_000);

  it('has a row for every route, and no other', async () => {
    const missing: string[] = [];
    for (const route of guarded().filter(one => rowOf(one) === undefined)) {
      const verdicts: Verdict[] = [];
      for (const principal of PRINCIPALS) verdicts.push(await probe.ask(route, principal));
      missing.push(lineOf(route, verdicts));
    }
    const names = world.routes.map(route => `${nameOf(route)} ${route.operation}`);
    const gone = accessRows().filter(({ method, path, operation }) => !names.includes(`${method} ${path} ${operation}`));
    expect(gone).toEqual([]);
    // Add these lines to access-matrix.ts when they are what you want, and run `npm run access-matrix`.
    expect(missing.toSorted(byPath).join('\n')).toBe('');
  }, 90_000);

  it('is published as it is', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/access-matrix.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

/** Reading comes before changing, changing before deleting one, deleting one before deleting all. */
function destructionOf({ method, operation = '' }: Route): number {
  if (LAST.includes(operation)) return 3 + LAST.indexOf(operation);
  return method === 'GET' ? 0 : method === 'DELETE' ? 2 : 1;
}

function byPath(one: string, other: string): number {
  const pathOf = (line: string) => line.split(/\s+/)[1] ?? '';
  return pathOf(one).localeCompare(pathOf(other)) || one.localeCompare(other);
}
