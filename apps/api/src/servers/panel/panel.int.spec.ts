import type { Person } from '../../testing';
import { testApp } from '../../testing';

interface SignIn {
  url: string;
}
interface Refusal {
  error: { code: string };
}

const PATH = '*/serverAuthenticationTokens/*';

describe('the platform’s panel of a server', () => {
  const test = testApp();
  let ada: Person;
  let id: number;

  const signIn = (person = ada) => person.browser.post<SignIn & Refusal>(`/api/user/servers/${id}/panel-sign-in`);
  const asked = () => test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST', path: PATH });

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    const state = async () => (await ada.browser.get<{ state: string }>(`/api/user/servers/${id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
  });
  beforeEach(() => test.sandbox.journal.clear());
  afterEach(() => test.sandbox.faults.clear());

  it('opens by an address that is told once and kept nowhere', async () => {
    const { status, body } = await signIn();
    expect(status).toBe(200);
    const { pathname, search } = new URL(body.url);
    const [found] = await test.em.execute<{ text: string }[]>(
      `select string_agg(details::text, '') || (select coalesce(string_agg(data::text, ''), '') from jobs.job) as text from audit_entries`,
    );
    expect(found?.text).not.toContain(pathname + search);
    const [entry] = await test.em.execute<{ action: string }[]>('select action from audit_entries order by id desc limit 1');
    expect(entry?.action).toBe('virtfusion.single-sign-on');
  });

  it('is the owner’s alone', async () => {
    const eve = await test.make.customer({ linked: true });
    expect((await signIn(eve)).status).toBe(404);
    expect(asked()).toHaveLength(0);
  });

  it.each([
    ['status', 401, 409, 'refused_by_virtfusion'],
    ['status', 404, 409, 'refused_by_virtfusion'],
    ['status', 409, 409, 'refused_by_virtfusion'],
    ['status', 422, 409, 'refused_by_virtfusion'],
    ['status', 423, 409, 'server_busy'],
    ['status', 503, 503, 'virtfusion_unavailable'],
    ['drop', undefined, 503, 'virtfusion_unavailable'],
    ['garbage', undefined, 503, 'virtfusion_unavailable'],
  ] as const)('is not opened after %s %s, and asked for once', async (fault, upstream, status, code) => {
    test.sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: PATH, fault, ...(upstream && { status: upstream }) });
    expect(await signIn()).toMatchObject({ status, body: { error: { code } } });
    expect(asked().length).toBeLessThanOrEqual(1);
  });
});
