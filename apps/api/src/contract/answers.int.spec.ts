import { testApp } from '../testing';
import { countJobs, digestOf, TRACES } from './database-digest';
import { fill, isSocket, isStream, nameOf } from './routes';
import { buildWorld, fillings, type World } from './world';

/** Kinds of callers who see different things. */
const READERS = ['guest', 'suspended', 'customer', 'other', 'admin', 'key-with-scope'] as const;

/** Queries without which a read has nothing to show. */
const NEEDED: Readonly<Record<string, string>> = {
  'GET /api/user/servers/options': '?packageId=1',
  'GET /api/billing/quote': '?amount=10.00',
};

describe('answers', () => {
  const test = testApp({ listen: true });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(test);
  }, 120_000);
  afterEach(() => expect(world.findings.take()).toEqual([]));

  const reads = () => world.routes.filter(({ method }) => method === 'GET');
  const route = (name: string) => world.routes.find(candidate => nameOf(candidate) === name);
  const journal = () => test.sandbox.journal.entries({}).length;

  it.each(READERS)(
    'are as documented, and reading twice as %s changes nothing here or outside',
    async principal => {
      const before = [await digestOf(test.em, TRACES), await countJobs(test.em), journal()];
      let found = 0;
      for (const time of ['first', 'second'])
        for (const read of reads())
          for (const filling of [...world.objects.fillingsFor(read), ...fillings(read, world.owned.other)])
            for (const method of ['GET', 'HEAD']) {
              if (method === 'HEAD' && isStream(read)) continue;
              const url = fill(read, filling);
              const { status } = await world.callers[principal].ask({ method, url, route: read, headers: { 'x-time': time } });
              if (status === 200) found += 1;
            }
      expect([await digestOf(test.em, TRACES), await countJobs(test.em), journal()]).toEqual(before);
      expect(found).toBeGreaterThan(0);
    },
    120_000,
  );

  it('are exercised for every read: somebody gets a 200 from each', async () => {
    const silent: string[] = [];
    for (const read of reads().filter(read => read.rule !== undefined && !isSocket(read))) {
      const statuses: number[] = [];
      for (const filling of world.objects.fillingsFor(read))
        for (const caller of [world.callers.customer, world.callers.admin, world.callers['key-with-scope']]) {
          const url = `${fill(read, filling)}${NEEDED[nameOf(read)] ?? ''}`;
          statuses.push((await caller.ask({ method: 'GET', url, route: read })).status);
        }
      if (!statuses.includes(200)) silent.push(`${nameOf(read)} -> ${statuses.join()}`);
    }
    expect(silent).toEqual([]);
  }, 120_000);

  it.each([
    ['an unknown address', 404, { method: 'GET', url: '/api/nothing-here' }],
    ['an address outside the API', 404, { method: 'GET', url: '/nothing-here.txt' }],
    ['a method nobody knows', 404, { method: 'PUT', url: '/api/user' }],
    ['an address that cannot be decoded', 400, { method: 'GET', url: '/api/%zz' }],
    ['an endless parameter', 414, { method: 'GET', url: `/api/transactions/${'9'.repeat(500)}` }],
    ['half a body', 400, { method: 'POST', url: '/api/auth/login', payload: '{"username":' }],
    ['a body that is too large', 413, { method: 'POST', url: '/api/auth/login', payload: `{"a":"${'x'.repeat(300_000)}"}` }],
    ['another type', 415, { method: 'POST', url: '/api/auth/login', payload: 'a=b', headers: { 'content-type': 'text/plain' } }],
    ['no session', 401, { method: 'GET', url: '/api/user' }],
    ['the reference', 200, { method: 'GET', url: '/api/docs' }],
    ['the document', 200, { method: 'GET', url: '/api/openapi.json' }],
  ])('have the security headers and the one form, also for %s', async (_what, status, question) => {
    expect((await world.callers.guest.ask(question)).status).toBe(status);
  });

  it('have them when headers are too large or the request is none', async () => {
    const large = await world.callers.guest.askByWire({
      method: 'GET',
      url: '/api/health',
      headers: { 'x-large': 'x'.repeat(20_000) },
    });
    expect(large.status).toBe(431);
    expect(
      (await world.callers.guest.askByWire({ method: 'GET', url: '/api/health', headers: { host: '' } })).status,
    ).toBeLessThan(500);
  });

  it('have them when somebody asks too often', async () => {
    const statuses = new Set<number>();
    for (let time = 0; time < 130; time++)
      statuses.add((await world.callers.customer.askByWire({ method: 'POST', url: '/api/billing/add-credits' })).status);
    expect([...statuses]).toEqual([400, 429]);
  });

  it('have them, and tell nothing of the cause, when something breaks', async () => {
    // The log gets the cause with its stack; it is expected here and only makes noise.
    test.app.useLogger(false);
    await test.em.execute('alter table package_prices rename to package_prices_away');
    const answer = await world.callers.admin.ask({ method: 'GET', url: '/api/admin/packages' });
    await test.em.execute('alter table package_prices_away rename to package_prices');
    test.app.useLogger(['error', 'fatal']);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('package_prices');
    // The status itself is what the general rules complain about, and nothing else.
    expect(world.findings.take()).toEqual(['admin GET /api/admin/packages -> 500: 500']);
  });

  it('have them on a receipt and on the live stream', async () => {
    const download = route('GET /api/transactions/:id/download');
    const answers = [];
    for (const id of world.owned.customer.filter(value => /^\d+$/.test(value)))
      answers.push(
        await world.callers.customer.ask({
          method: 'GET',
          url: `/api/transactions/${id}/download`,
          ...(download && { route: download }),
        }),
      );
    const receipt = answers.find(({ status }) => status === 200);
    expect(receipt?.headers['content-type']).toBe('application/pdf');
    expect(receipt?.headers['cache-control']).toBe('no-store');
    const live = route('GET /api/live');
    const stream = await world.callers.customer.askByWire({ method: 'GET', url: '/api/live', ...(live && { route: live }) });
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
  });
});
