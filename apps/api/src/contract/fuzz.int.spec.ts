import fc from 'fast-check';
import { LedgerVerifier } from '../billing';
import { testApp } from '../testing';
import type { Caller, Question } from './caller';
import { bodySchemaOf, operationOf, resolved } from './document';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS, NEAR_JSON } from './hostile-values';
import { fill, isStream, METHODS, type Route } from './routes';
import { sampleOf } from './sample-body';
import { buildWorld, PRINCIPALS, type World } from './world';

const RUNS = Number(process.env['FUZZ'] ?? 3_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
/** Sessions that a hostile request ended by being right are opened again so often. */
const RENEW_EVERY = 100;

/** Whoever is refused at the door tests the door only; these get further, so they come more often. */
const ADMITTED = ['customer', 'admin', 'customer', 'admin'] as const;

interface Shot {
  readonly caller: (typeof PRINCIPALS)[number];
  readonly question: Question;
}

describe('fuzz', () => {
  const test = testApp({ listen: true });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);

  it(
    `answers ${RUNS} hostile requests (seed ${SEED}) without a failure, in one form, and tells nothing of its inside`,
    async () => {
      const statuses = new Map<number, number>();
      let shots = 0;
      for (const { caller, question } of fc.sample(shotsAt(world), { seed: SEED, numRuns: RUNS })) {
        if (shots++ % RENEW_EVERY === 0) await renewAll(Object.values(world.callers));
        const { status } = await world.callers[caller].ask(question);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      expect(world.findings.take()).toEqual([]);
      // A fuzz that is refused at the door proves nothing: a good part has to reach the handlers.
      expect((statuses.get(429) ?? 0) / RUNS).toBeLessThan(0.05);
      expect([...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(
        RUNS / 50,
      );
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
    60_000 + RUNS * 40,
  );

  it('leaves a ledger that adds up', async () => {
    expect((await test.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});

async function renewAll(callers: readonly Caller[]): Promise<void> {
  for (const caller of callers) await caller.renew();
}

function shotsAt({ routes, owned }: World): fc.Arbitrary<Shot> {
  const targets = routes.filter(route => route.operation !== undefined && !isStream(route));
  const parameter = fc.oneof(
    fc.constantFrom(...owned.customer, ...owned.other, ...owned.admin),
    hostileText().map(encodeURIComponent),
  );
  return fc.constantFrom(...targets).chain(route =>
    fc
      .record({
        caller: fc.constantFrom(...PRINCIPALS, ...ADMITTED, ...ADMITTED),
        method: fc.oneof(
          { weight: 20, arbitrary: fc.constant(route.method) },
          { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
        ),
        values: fc.array(parameter, { minLength: 3, maxLength: 3 }),
        query: queryFor(route),
        payload: payloadFor(route),
        headers: hostileHeaders(),
      })
      .map(({ caller, method, values, query, payload, headers }) => ({
        caller,
        question: {
          method,
          url: `${fill(route, values)}${query}`,
          headers,
          ...(method === route.method && { route }),
          ...(payload !== null && method !== 'GET' && { payload }),
        },
      })),
  );
}

/** Texts that PostgreSQL, browsers or parsers trip over; a lone half of a pair is written as what a client can send. */
function hostileText(): fc.Arbitrary<string> {
  return fc
    .oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 300 }))
    .map(text => Buffer.from(text).toString());
}

function queryFor(route: Route): fc.Arbitrary<string> {
  const known = operationOf(route)?.parameters?.filter(parameter => parameter.in === 'query') ?? [];
  const name = fc.oneof(
    fc.constantFrom('page', 'limit', 'sort', 'filter[$or]', '__proto__[polluted]', ...known.map(one => one.name)),
  );
  const words = known.flatMap(({ schema }) => (resolved(schema).enum ?? []).map(String));
  const value = fc.oneof(hostileText(), fc.constantFrom('1', '2', '50', '2026-11-25T00:00:00Z', ...words));
  return fc
    .array(fc.tuple(name, value), { maxLength: 3 })
    .map(pairs => (pairs.length === 0 ? '' : `?${pairs.map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join('&')}`));
}

function payloadFor(route: Route): fc.Arbitrary<string | null> {
  const anything = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '1',
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
    ),
    fc.constantFrom(
      `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
      `{"a":"${'x'.repeat(300_000)}"}`,
      '\u0000',
      '{"a":1}{"b":2}',
      '\ufeff{}',
    ),
  );
  const schema = bodySchemaOf(route);
  if (!schema) return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anything });
  const sample = sampleOf(schema) as Record<string, unknown>;
  const value = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS).map(text => JSON.stringify(text)),
    fc.constantFrom(...HOSTILE_NUMBERS),
    fc.json({ maxDepth: 2 }),
    fc.string({ unit: 'binary', maxLength: 30 }).map(text => JSON.stringify(text)),
  );
  // One or two fields wrong at a time; with everything wrong, only the first check would ever be tried.
  const damaged = fc.dictionary(fc.constantFrom(...Object.keys(sample), 'extra'), value, { maxKeys: 2 }).map(wrong => {
    const fields = Object.entries(sample)
      .filter(([name]) => !(name in wrong))
      .map(([name, text]) => [name, JSON.stringify(text)]);
    return `{${[...fields, ...Object.entries(wrong)].map(([name, text]) => `"${name}":${text}`).join(',')}}`;
  });
  return fc.oneof({ weight: 5, arbitrary: damaged }, { weight: 1, arbitrary: anything });
}

function hostileHeaders(): fc.Arbitrary<Record<string, string>> {
  const visible = fc.string({ unit: fc.constantFrom(...'abc XYZ019!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~é'), maxLength: 60 });
  const one = fc.oneof(
    fc.tuple(
      fc.constantFrom('idempotency-key', 'user-agent', 'accept', 'accept-language', 'if-none-match', 'range', 'referer'),
      visible,
    ),
    fc.tuple(fc.constantFrom('origin', 'host', 'x-forwarded-host', 'x-forwarded-for', 'forwarded', 'x-xsrf-token'), visible),
    fc.tuple(fc.constant('origin'), fc.constantFrom('null', 'https://evil.test', 'http://127.0.0.1:3000')),
    fc.tuple(fc.constant('content-type'), fc.constantFrom(...NEAR_JSON)),
    fc.tuple(fc.constant('user-agent'), fc.constant('x'.repeat(4_000))),
    fc.tuple(
      fc.constant('cookie'),
      fc.constantFrom('sky_access=a.b.c', 'sky_refresh=99999999999.x', 'sky_refresh=1.x', '=;;=', 'sky_access='),
    ),
    fc.tuple(fc.constant('authorization'), fc.constantFrom('Bearer sky_x', 'Basic Og==', 'Bearer ')),
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }).map(pairs => Object.fromEntries(pairs) as Record<string, string>) },
  );
}
