import { asker } from '../testing/asker';
import { addServer, addUser, openPanel, type Panel } from './testing/panel';

describe('the Global API’s conventions', () => {
  let panel: Panel;

  beforeEach(async () => {
    panel = await openPanel();
  });
  afterEach(() => panel.sandbox.stop());

  describe('pages', () => {
    beforeEach(async () => {
      const userId = await addUser(panel, 5);
      for (let count = 0; count < 6; count += 1) await addServer(panel, userId);
    });

    it('puts Laravel’s paginator at the top level and keeps `results` in its addresses', async () => {
      const path = `${panel.sandbox.virtfusion.url}/api/v1/servers`;
      const { data, links, ...frame } = (await panel.ask('GET', '/servers?results=3&page=2')).json;
      expect(data.map((row: { id: number }) => row.id)).toEqual([4, 5, 6]);
      expect(frame).toEqual({
        current_page: 2,
        first_page_url: `${path}?results=3&page=1`,
        from: 4,
        last_page: 3,
        last_page_url: `${path}?results=3&page=3`,
        next_page_url: `${path}?results=3&page=3`,
        path,
        per_page: 3,
        prev_page_url: `${path}?results=3&page=1`,
        to: 6,
        total: 7,
      });
      expect(links[0]).toEqual({ url: `${path}?results=3&page=1`, label: '&laquo; Previous', active: false });
      expect(links[2]).toEqual({ url: `${path}?results=3&page=2`, label: '2', active: true });
      expect(links).toHaveLength(5);
    });

    it('leads through all pages by their own links', async () => {
      const ids: number[] = [];
      const follow = asker('', { authorization: `Bearer ${panel.sandbox.virtfusion.token}` });
      let next: string | null = `${panel.sandbox.virtfusion.url}/api/v1/servers?results=2`;
      while (next !== null) {
        const page = (await follow('GET', next)).json;
        ids.push(...page.data.map((row: { id: number }) => row.id));
        next = page.next_page_url as string | null;
      }
      expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it.each([
      ['0', 1],
      ['500', 200],
      ['many', 20],
    ])('takes results=%s as %i', async (results, size) => {
      expect((await panel.ask('GET', `/servers?results=${results}`)).json.per_page).toBe(size);
    });

    it('shows a page beyond the last as empty', async () => {
      const page = (await panel.ask('GET', '/servers?page=9')).json;
      expect(page).toMatchObject({ data: [], from: null, to: null, current_page: 9, last_page: 1, total: 7 });
    });

    it('filters by hypervisor and ignores what it does not know', async () => {
      const onAshburn = (await panel.ask('GET', '/servers?hypervisorId[]=5&user=77&nonsense=1')).json;
      expect(onAshburn.data.map((row: { id: number }) => row.id)).toEqual([1]);
      const full = (await panel.ask('GET', '/servers?type=full&hypervisorId=5')).json;
      expect(full.data[0].network.interfaces[0].ipv4[0].address).toBe('203.0.113.2');
      expect(full.data[0]).not.toHaveProperty('remoteState');
    });
  });

  it.each([
    ['GET', '/servers/99', { msg: 'server not found' }],
    ['DELETE', '/servers/99', { msg: 'server not found' }],
    ['POST', '/servers/abc/suspend', { msg: 'server not found' }],
    ['GET', '/users/99/byExtRelation', { msg: 'ext_relation_id not found' }],
    ['GET', '/packages/99', { msg: 'package not found' }],
    ['GET', '/queue/99', { msg: 'queue not found' }],
    ['GET', '/nothing/here', { message: 'The route api/v1/nothing/here could not be found.' }],
    ['PATCH', '/servers/1/name', { message: 'The route api/v1/servers/1/name could not be found.' }],
  ])('%s %s is 404 with VirtFusion’s words', async (method, path, body) => {
    const answer = await panel.ask(method, path);
    expect([answer.status, answer.json]).toEqual([404, body]);
  });

  it('marks an unknown path in the journal', async () => {
    await panel.ask('GET', '/nothing/here');
    expect(panel.sandbox.journal.entries({ path: '/api/v1/nothing/here' })).toMatchObject([
      { status: 404, unknown: true, service: 'virtfusion' },
    ]);
  });

  it('refuses another method on a known path', async () => {
    const answer = await panel.ask('DELETE', '/packages');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it.each([['Bearer wrong'], ['sandbox-virtfusion-token'], ['Bearer  sandbox-virtfusion-token']])(
    'refuses the credentials %s without a body',
    async value => {
      const answer = await panel.stranger('GET', '/connect', undefined, { authorization: value });
      expect([answer.status, answer.text]).toEqual([401, '']);
    },
  );

  it('lists every complaint about a body as a text', async () => {
    const answer = await panel.ask('POST', '/servers', { packageId: 'one' });
    expect(answer.status).toBe(422);
    expect(answer.json).toEqual({
      errors: ['The package id must be an integer.', 'The user id field is required.', 'The hypervisor id field is required.'],
    });
  });

  it('tolerates what clients in the wild send: a trailing slash, `[]` as a body, numbers and switches as text', async () => {
    await addUser(panel, 5);
    expect((await panel.ask('POST', '/servers/', { packageId: '1', userId: '2', hypervisorId: '1' })).status).toBe(201);
    const bare = await panel.ask('POST', '/servers/2/suspend', '[]', { 'content-type': 'application/json; charset=utf-8' });
    expect(bare.status).toBe(204);
    expect((await panel.ask('POST', '/servers?dryRun=1', { packageId: 1, userId: 2, hypervisorId: 1 })).status).toBe(200);
  });

  it('is served in whole to a client that knows nothing of the sandbox’s prefix rules', async () => {
    const root = asker(panel.sandbox.url);
    expect((await root('GET', '/elsewhere')).status).toBe(404);
    expect((await root('GET', '/virtfusion')).status).toBe(404);
  });
});
