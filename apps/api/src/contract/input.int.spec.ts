import fc from 'fast-check';
import { testApp } from '../testing';
import { digestOf } from './database-digest';
import { bodySchemaOf, operationOf, resolved, type Schema } from './document';
import { HOSTILE_NUMBERS, HOSTILE_QUERIES, NEAR_JSON, PRIVILEGED_FIELDS } from './hostile-values';
import { fill, nameOf, type Route } from './routes';
import { sampleOf } from './sample-body';
import { differencesFrom } from './schema-checker';
import { buildWorld, fillings, type World } from './world';

/** Counting tries is what the product has to do about them; nothing else may change. */
const COUNTERS = ['counted_attempts'];

describe('input', () => {
  const test = testApp({ listen: true });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);
  afterEach(() => expect(world.findings.take()).toEqual([]));

  const writes = () => world.routes.filter(({ method }) => method !== 'GET');
  const withBody = () => writes().filter(({ body }) => body !== undefined);
  const schemaOf = (route: Route): Schema => {
    const schema = bodySchemaOf(route);
    if (!schema) throw new Error(`${nameOf(route)} has a body that is not documented`);
    return resolved(schema);
  };
  const sample = (route: Route) => sampleOf(schemaOf(route)) as Record<string, unknown>;
  const urlOf = (route: Route) => fill(route, fillings(route, ['1'])[0] ?? []);
  /** The administrator is admitted everywhere, so that what refuses is the check of the body. */
  const send = (route: Route, payload: string, headers?: Record<string, string>) =>
    world.callers.admin.ask({ method: route.method, url: urlOf(route), route, payload, ...(headers && { headers }) });

  it('has valid samples to begin with', () => {
    expect(withBody().length).toBeGreaterThan(5);
    expect(withBody().flatMap(route => differencesFrom(schemaOf(route), sample(route)))).toEqual([]);
  });

  it.each(PRIVILEGED_FIELDS)('refuses the field %s in every body, and says so', async field => {
    const before = await digestOf(test.em);
    const taken: string[] = [];
    for (const route of withBody()) {
      if (Object.hasOwn(schemaOf(route).properties ?? {}, field)) continue;
      for (const value of ['"admin"', '1', 'true', '{"isAdmin":true}', '{"prototype":{"isAdmin":true}}']) {
        const payload = JSON.stringify(sample(route)).replace(/}$/, `,"${field}":${value}}`);
        const { status, text } = await send(route, payload);
        const isNamed = field === '__proto__' || text.includes(`"field":"${field}"`) || text.includes('"bad_request"');
        if (status !== 400 || !isNamed) taken.push(`${nameOf(route)} ${value} -> ${status} ${text}`);
      }
    }
    expect(taken).toEqual([]);
    expect(await digestOf(test.em)).toEqual(before);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('refuses hostile numbers in every number and amount, and stores nothing', async () => {
    const before = await digestOf(test.em);
    const taken: string[] = [];
    let tried = 0;
    for (const route of withBody())
      for (const [field, property] of Object.entries(schemaOf(route).properties ?? {})) {
        const { type, pattern = '' } = resolved(property);
        if (type !== 'integer' && type !== 'number' && !pattern.includes('\\d')) continue;
        for (const value of HOSTILE_NUMBERS.filter(text => !isAdmitted(property, text))) {
          tried += 1;
          const payload = JSON.stringify({ ...sample(route), [field]: 'HERE' }).replace('"HERE"', value);
          const { status, text } = await send(route, payload);
          if (status !== 400 && status !== 422) taken.push(`${nameOf(route)} ${field} ${value} -> ${status} ${text}`);
        }
      }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(200);
    expect(await digestOf(test.em, COUNTERS)).toEqual(without(before, COUNTERS));
  });

  it('refuses hostile numbers and repeated parameters in every query', async () => {
    const taken: string[] = [];
    let tried = 0;
    for (const route of world.routes.filter(({ method }) => method === 'GET'))
      for (const { name, schema } of operationOf(route)?.parameters?.filter(parameter => parameter.in === 'query') ?? []) {
        const isNumber = resolved(schema).type === 'integer';
        for (const query of HOSTILE_QUERIES.filter(text => isNumber || /&|\[/.test(text))) {
          tried += 1;
          const url = `${urlOf(route)}?${query.replaceAll('NAME', name)}`;
          const caller = world.callers[route.rule === 'key' ? 'key-with-scope' : 'admin'];
          const { status } = await caller.ask({ method: 'GET', url, route });
          if (status !== 400) taken.push(`${url} -> ${status}`);
        }
      }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });

  it('stores an accepted price exactly', async () => {
    await fc.assert(
      fc.asyncProperty(amounts(6), async monthly => {
        const { status, text } = await world.callers.admin.ask({
          method: 'POST',
          url: '/api/admin/packages/1/pricing',
          body: { monthly },
        });
        if (status !== 201) return [400, 422].includes(status);
        const read = await world.callers.admin.ask({ method: 'GET', url: '/api/admin/packages' });
        const { data } = JSON.parse(read.text) as { data: { id: number; price: { monthly: string } }[] };
        const stored = data.find(({ id }) => id === 1)?.price.monthly ?? '';
        return (
          normal(stored) === normal(monthly) && normal((JSON.parse(text) as { monthly: string }).monthly) === normal(monthly)
        );
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('asks PayPal for exactly the accepted amount, and for no other', async () => {
    await fc.assert(
      fc.asyncProperty(amounts(3), async amount => {
        const { status, text } = await world.callers.customer.ask({
          method: 'POST',
          url: '/api/billing/add-credits',
          body: { amount },
        });
        const fits = /^\d+(\.\d{1,2})?$/.test(amount);
        if (status !== 201) return [400, 422].includes(status);
        const { paymentId, orderId } = JSON.parse(text) as { paymentId: number; orderId: string };
        const read = await world.callers.customer.ask({ method: 'GET', url: `/api/billing/payments/${paymentId}` });
        const order = test.sandbox.paypal.orders().find(({ id }) => id === orderId);
        const asked = /"value":"([\d.]+)"/.exec(JSON.stringify(order))?.[1] ?? '';
        const shown = (JSON.parse(read.text) as { amount: string }).amount;
        return fits && normal(shown) === normal(amount) && normal(asked) === normal(amount);
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it.each(NEAR_JSON)('does not read a body of type "%s"', async type => {
    const before = await digestOf(test.em);
    const read: string[] = [];
    for (const route of writes()) {
      const payload = route.body ? JSON.stringify(sample(route)) : '{}';
      const { status } = await send(route, payload, { 'content-type': type });
      if (status !== 415 && status !== 400) read.push(`${nameOf(route)} -> ${status}`);
    }
    expect(read).toEqual([]);
    expect(await digestOf(test.em)).toEqual(before);
  });

  it('does not read a body without a type', async () => {
    for (const route of withBody()) {
      const { status } = await send(route, JSON.stringify(sample(route)), { 'content-type': '' });
      expect([400, 415]).toContain(status);
    }
  });
});

function isAdmitted(schema: Schema, text: string): boolean {
  try {
    return differencesFrom(schema, JSON.parse(text)).length === 0;
  } catch {
    return false;
  }
}

function without(digest: Record<string, string>, tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(digest).filter(([name]) => !tables.includes(name)));
}

function amounts(decimals: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^(0|[1-9]\\d{0,3})(\\.\\d{1,${decimals}})?$`));
}

/** An amount without zeros that say nothing. */
function normal(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.replace(/0+$/, '')}`;
}
