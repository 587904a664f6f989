import type { Person } from '../../testing';
import { testApp } from '../../testing';

interface ServerBody {
  state: string;
  operatingSystem: string;
  timeline: { kind: string; state: string; detail: string | null }[];
  action: { id: number; kind: string; state: string; progress: number | null; message: string | null } | null;
}
interface Accepted {
  action: { id: number; kind: string; state: string };
  password: { username: string; password: string } | null;
}
interface Refusal {
  error: { code: string };
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH ada@laptop';

describe('installing a server anew', () => {
  const test = testApp();
  let ada: Person;
  let id: number;
  let templates: { presentId: number; data: { id: number; name: string; version: string; endOfLife: boolean }[] };

  const server = async () => (await ada.browser.get<ServerBody>(`/api/user/servers/${id}`)).body;
  const rebuild = (form: object) =>
    ada.browser.post<Accepted & Refusal>(`/api/user/servers/${id}/build`, { templateId: 1, name: 'web-1', ...form });
  const ended = () =>
    test.until(async () => {
      await test.em.execute(
        `update server_actions set started_at = started_at - interval '20 seconds' where finished_at is null`,
      );
      await test.em.execute(`update jobs.job set start_after = now() where name = 'server.watch-rebuild' and state = 'created'`);
      return ['done', 'failed'].includes((await server()).action?.state ?? '');
    }, 'the rebuild ended');
  const running = () =>
    test.until(async () => {
      await ada.browser.post(`/api/user/servers/${id}/refresh`);
      await test.runDueJobs();
      return (await server()).state === 'running';
    }, 'the server runs');
  const posts = () => test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST', path: '*/build' });
  const upstream = async () => {
    const [row] = await test.em.execute<{ upstream_id: number }[]>('select upstream_id from servers where id = ?', [id]);
    return test.sandbox.virtfusion.servers().find(one => one.id === row?.upstream_id);
  };
  /** VirtFusion writes moments in seconds, and two builds of one server never share one; the sandbox is quicker. */
  const nextSecond = () => new Promise(resolve => setTimeout(resolve, 1_100));
  /** Something to build that is not what is there. */
  const other = () => templates.data.find(one => one.id !== templates.presentId && !one.endOfLife)?.id ?? 0;

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    await test.until(async () => (await server()).state === 'running', 'the server runs');
    templates = (await ada.browser.get<typeof templates>(`/api/user/servers/${id}/templates`)).body;
  });
  beforeEach(async () => {
    test.sandbox.journal.clear();
    await nextSecond();
  });
  afterEach(() => test.sandbox.faults.clear());

  it('installs another system with a key, shows the password once and says when it is done', async () => {
    const { body: key } = await ada.browser.post<{ id: number }>('/api/user/ssh-keys', { name: 'Laptop', publicKey: KEY });
    const answer = await rebuild({ templateId: other(), sshKeyIds: [key.id] });
    expect(answer).toMatchObject({ status: 202, body: { action: { kind: 'rebuild', state: 'running' } } });
    expect(answer.body.password).toMatchObject({ username: 'root' });
    const secret = answer.body.password?.password ?? '';
    expect(secret.length).toBeGreaterThan(10);
    expect((await server()).state).toBe('building');

    await ended();
    await running();
    const after = await server();
    const chosen = templates.data.find(one => one.id === other());
    expect(after.operatingSystem).toBe([chosen?.name, chosen?.version].filter(Boolean).join(' '));
    expect(after.timeline[0]).toMatchObject({ kind: 'rebuild', state: 'done', detail: after.operatingSystem });
    expect((await upstream())?.sshKeyIds).toHaveLength(1);
    expect(posts()).toHaveLength(1);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]?.subject).toBe(`web-1 runs ${after.operatingSystem}`);
    const everything = await test.em.execute<{ text: string }[]>(
      `select coalesce(string_agg(a::text, ''), '') as text from (select details::text as a from audit_entries union all select wish::text from server_actions
         union all select data::text from jobs.job) as everything`,
    );
    expect(everything[0]?.text).not.toContain(secret);
  });

  it.each([
    ['another name', { name: 'web-2' }, 422, 'name_differs'],
    ['a system that its package has not', { templateId: 999_999 }, 422, 'template_not_available'],
    ['a key that is somebody else’s', { sshKeyIds: [999_999] }, 422, 'ssh_key_not_found'],
  ])('is refused with %s', async (_, form, status, code) => {
    expect(await rebuild(form)).toMatchObject({ status, body: { error: { code } } });
    expect(posts()).toHaveLength(0);
  });

  it('installs no system that is out of date, unless it is the present one', async () => {
    const wanted = other();
    const before = (await test.em.execute<{ template_id: number }[]>('select template_id from servers where id = ?', [id]))[0];
    const [present] = templates.data.filter(one => one.id !== wanted).map(one => one.id);
    await test.em.execute('update virtfusion_templates set is_end_of_life = true where id = ?', [wanted]);
    await test.em.execute('update servers set template_id = ? where id = ?', [present, id]);
    expect(await rebuild({ templateId: wanted })).toMatchObject({
      status: 422,
      body: { error: { code: 'template_end_of_life' } },
    });
    await test.em.execute('update servers set template_id = ? where id = ?', [before?.template_id, id]);
    expect((await rebuild({ templateId: before?.template_id })).status).toBe(202);
    await ended();
    await running();
    await test.em.execute('update virtfusion_templates set is_end_of_life = false where id = ?', [wanted]);
  });

  it('is done once when two ask at the same time', async () => {
    const answers = await Promise.all([rebuild({}), rebuild({})]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(posts()).toHaveLength(1);
    expect((await ada.browser.post(`/api/user/servers/${id}/power/restart`)).status).toBe(409);
    await ended();
    await running();
  });

  it('is watched and never repeated when the answer is lost', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/build', method: 'POST', fault: 'drop', after: true, times: 1 });
    expect(await rebuild({})).toMatchObject({ status: 202, body: { action: { state: 'unknown' }, password: null } });
    await ended();
    expect((await server()).action?.state).toBe('done');
    expect(posts()).toHaveLength(1);
    await running();
  });

  it('goes on as a rebuild when staff have it looked at', async () => {
    const admin = await test.make.admin();
    expect((await rebuild({})).status).toBe(202);
    expect((await admin.browser.post(`/api/admin/servers/${id}/push`)).status).toBe(202);
    const watches = await test.em.execute<{ name: string }[]>(
      `select distinct name from jobs.job where name like 'server.watch-%' and state = 'created'`,
    );
    expect(watches).toEqual([{ name: 'server.watch-rebuild' }]);
    await ended();
    expect((await server()).action).toMatchObject({ kind: 'rebuild', state: 'done' });
    await running();
  });

  it('is given up when the request never arrived', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/build', method: 'POST', fault: 'drop', times: 1 });
    expect(await rebuild({})).toMatchObject({ status: 202, body: { action: { state: 'unknown' } } });
    await ended();
    expect((await server()).action).toMatchObject({ state: 'failed' });
    await running();
  });

  it('says that it failed, and can be tried again', async () => {
    test.sandbox.virtfusion.failNext('build_server');
    expect((await rebuild({})).status).toBe(202);
    await ended();
    expect((await server()).action).toMatchObject({ state: 'failed' });
    expect((await server()).timeline[0]).toMatchObject({ kind: 'rebuild', state: 'failed' });
    await test.until(async () => {
      await ada.browser.post(`/api/user/servers/${id}/refresh`);
      return (await server()).state === 'stopped';
    }, 'the server is known to be stopped');
    expect((await rebuild({})).status).toBe(202);
    await ended();
    await running();
  });

  it.each([
    [423, 409, 'server_busy'],
    [422, 409, 'refused_by_virtfusion'],
  ])('is refused at once when VirtFusion answers %i', async (status, told, code) => {
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/build', method: 'POST', fault: 'status', status, times: 1 });
    expect(await rebuild({})).toMatchObject({ status: told, body: { error: { code } } });
    expect((await server()).action?.state).toBe('failed');
  });

  it('begins nothing while VirtFusion does not answer', async () => {
    test.sandbox.faults.add({ service: 'virtfusion', path: '/api/v1/servers/*', method: 'GET', fault: 'status', status: 503 });
    expect((await rebuild({})).status).toBe(503);
    expect(posts()).toHaveLength(0);
  });

  it('is the owner’s alone', async () => {
    const eve = await test.make.customer();
    expect((await eve.browser.post(`/api/user/servers/${id}/build`, { templateId: 1, name: 'web-1' })).status).toBe(404);
    expect((await eve.browser.get(`/api/user/servers/${id}/templates`)).status).toBe(404);
  });
});
