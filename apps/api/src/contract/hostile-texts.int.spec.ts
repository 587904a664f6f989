import { testApp } from '../testing';
import type { Question } from './caller';
import { bodySchemaOf, operationOf, resolved } from './document';
import { HOSTILE_TEXTS } from './hostile-values';
import { fill, isStream, nameOf, type Route } from './routes';
import { sampleOf } from './sample-body';
import { buildWorld, fillings, type World } from './world';

/** Keys that could not be stored or compared safely; a header cannot carry more than these. */
const HOSTILE_KEYS = ['', ' ', 'two words', 'é', 'x'.repeat(201), 'tab\there'];

// The fuzz mixes everything and meets each combination by chance; here nothing is left to chance.
describe('hostile texts', () => {
  const test = testApp({ listen: true });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);
  afterEach(() => expect(world.findings.take()).toEqual([]));

  const targets = () => world.routes.filter(route => route.operation !== undefined && !isStream(route));
  const valid = (route: Route) => {
    const schema = bodySchemaOf(route);
    return schema ? (sampleOf(schema) as Record<string, unknown>) : undefined;
  };
  /** The administrator is admitted everywhere; what these requests end by being right is opened again. */
  const askAll = async (questions: readonly (Question & { readonly route: Route })[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const question of questions) {
      if (statuses.length % 100 === 0) await world.callers.admin.renew();
      statuses.push((await world.callers.admin.ask(question)).status);
    }
    return statuses;
  };

  it('break nothing in any parameter of a path', async () => {
    const questions = targets().flatMap(route =>
      route.parameters.flatMap((_name, place) =>
        HOSTILE_TEXTS.map(text => {
          const values = (fillings(route, world.owned.admin)[0] ?? []).with(
            place,
            encodeURIComponent(Buffer.from(text).toString()),
          );
          return { method: route.method, url: fill(route, values), route, body: valid(route) };
        }),
      ),
    );
    expect((await askAll(questions)).length).toBeGreaterThan(HOSTILE_TEXTS.length * 10);
  }, 120_000);

  it('break nothing in any parameter of a query', async () => {
    const questions = targets()
      .filter(({ method }) => method === 'GET')
      .flatMap(route =>
        (operationOf(route)?.parameters ?? [])
          .filter(parameter => parameter.in === 'query')
          .flatMap(({ name }) =>
            HOSTILE_TEXTS.map(text => {
              const query = `${name}=${encodeURIComponent(Buffer.from(text).toString())}`;
              return { method: 'GET', url: `${fill(route, fillings(route, ['1'])[0] ?? [])}?${query}`, route };
            }),
          ),
      );
    const statuses = await askAll(questions);
    expect(statuses.length).toBeGreaterThan(HOSTILE_TEXTS.length * 20);
    expect(statuses).toContain(200);
    expect(statuses).toContain(400);
  }, 120_000);

  it('break nothing in any field of a body', async () => {
    const questions = targets().flatMap(route => {
      const schema = bodySchemaOf(route);
      if (!schema) return [];
      const url = fill(route, fillings(route, ['1'])[0] ?? []);
      return Object.entries(resolved(schema).properties ?? {})
        .filter(([, property]) => resolved(property).type === 'string')
        .flatMap(([field]) =>
          HOSTILE_TEXTS.map(text => ({ method: route.method, url, route, body: { ...valid(route), [field]: text } })),
        );
    });
    const statuses = await askAll(questions);
    expect(statuses.length).toBeGreaterThan(HOSTILE_TEXTS.length * 10);
    expect(statuses).toContain(400);
  }, 240_000);

  it('are refused as Idempotency-Key wherever one is honoured', async () => {
    const honouring = targets().filter(route => operationOf(route)?.parameters?.some(({ name }) => name === 'Idempotency-Key'));
    const taken: string[] = [];
    for (const route of honouring)
      for (const key of HOSTILE_KEYS) {
        const url = fill(route, fillings(route, ['1'])[0] ?? []);
        const headers = { 'idempotency-key': key };
        const { status, text } = await world.callers.admin.ask({ method: route.method, url, route, body: valid(route), headers });
        if (status !== 400 || !text.includes('invalid_idempotency_key')) taken.push(`${nameOf(route)} ${key} -> ${status}`);
      }
    expect(honouring.length).toBeGreaterThan(0);
    expect(taken).toEqual([]);
  });
});
