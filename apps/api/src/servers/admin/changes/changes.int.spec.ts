import { armFailpoint, disarmFailpoints } from '../../../platform/failpoints/failpoints';
import type { Person } from '../../../testing';
import { testApp } from '../../../testing';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const HOUR = 10_000n;

describe('what staff make and change of servers', () => {
  const test = testApp();
  let admin: Person;

  const customer = (credit = '25.00') => test.make.customer({ credit, linked: true });
  const create = (body: object) => admin.browser.post<{ id: number }>('/api/admin/servers', body);
  const running = async (owner: Person, more: object = {}) => {
    const { id } = (await create({ ...order, userId: owner.user.id, ...more })).body;
    const state = async () => (await admin.browser.get<{ state: string }>(`/api/admin/servers/${id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
    return id;
  };
  const upstreamOf = async (id: number) => {
    const [row] = await test.em.execute<{ upstream_id: number }[]>('select upstream_id from servers where id = ?', [id]);
    return test.sandbox.virtfusion.servers().find(server => server.id === row?.upstream_id);
  };
  const charged = async (id: number, { user }: Person) => {
    const [row] = await test.em.execute<{ count: number }[]>(
      `select count(*)::int as count from usage_charges c join ledger_transactions t on t.id = c.transaction_id
       where c.server_id = ? and t.user_id = ?`,
      [id, user.id],
    );
    return row?.count;
  };

  beforeAll(async () => {
    await test.make.catalogue();
    admin = await test.make.admin();
  });
  afterEach(() => {
    test.sandbox.faults.clear();
    disarmFailpoints();
  });

  it('creates a server for somebody from their credit, and tells them', async () => {
    const ada = await customer();
    const id = await running(ada);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - HOUR);
    expect((await ada.browser.get(`/api/user/servers/${id}`)).status).toBe(200);
    await test.runDueJobs();
    const subjects = test.sandbox.mail.to(ada.user.email).map(({ subject }) => subject);
    expect(subjects).toEqual(expect.arrayContaining(['Support is setting up web-1 for you', 'web-1 is running']));
    const { data } = (await admin.browser.get<{ data: object[] }>(`/api/admin/servers/${id}/logs?action=server`)).body;
    expect(data).toContainEqual(
      expect.objectContaining({ action: 'server.created-by-staff', by: 'support', username: admin.user.username }),
    );
  });

  it('creates one free of charge for somebody without credit, once for one key', async () => {
    const ada = await test.make.customer({ linked: true });
    const form = { ...order, userId: ada.user.id };
    expect(await create(form)).toMatchObject({ status: 422, body: { error: { code: 'insufficient_credit' } } });
    const key = { 'idempotency-key': 'gift-1' };
    const first = await admin.browser.post<{ id: number }>('/api/admin/servers', { ...form, charged: false }, key);
    const again = await admin.browser.post<{ id: number }>('/api/admin/servers', { ...form, charged: false }, key);
    expect(first.status).toBe(202);
    expect(again.body.id).toBe(first.body.id);
    await test.advance(5);
    expect(await charged(first.body.id, ada)).toBe(0);
    expect(await test.make.balanceOf(ada)).toBe(0n);
  });

  it('refuses to create for nobody, or for an account that VirtFusion does not know', async () => {
    expect((await create({ ...order, userId: 999_999 })).status).toBe(404);
    const unlinked = await test.make.customer({ credit: '5.00' });
    expect(await create({ ...order, userId: unlinked.user.id })).toMatchObject({
      status: 409,
      body: { error: { code: 'account_not_linked' } },
    });
  });

  it('changes memory, cores, traffic and throttle, and reads them back', async () => {
    const ada = await customer();
    const id = await running(ada);
    const path = `/api/admin/servers/${id}/resources`;
    const answer = await admin.browser.put(path, { memoryMb: 3_072, cpuCores: 3, trafficGb: 0, throttlePercent: 40 });
    expect(answer).toMatchObject({
      status: 200,
      body: { upstream: { memoryMb: 3_072, cpuCores: 3, trafficGb: 0, throttlePercent: 40 } },
    });
    expect((await admin.browser.put(path, {})).status).toBe(400);
    expect((await admin.browser.put(path, { throttlePercent: 100 })).status).toBe(400);
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/modify/*', fault: 'drop', times: 1 });
    expect(await admin.browser.put(path, { cpuCores: 2 })).toMatchObject({
      status: 503,
      body: { error: { code: 'virtfusion_unavailable' } },
    });
  });

  it('gives a server to somebody else: the old owner pays until now, the new one from now on', async () => {
    const [ada, eve] = [await customer(), await customer()];
    const id = await running(ada);
    await test.advance(2);
    await test.runDueJobs();
    const paid = await charged(id, ada);
    const wish = { userId: eve.user.id, name: 'web-1', reason: 'They bought the company' };
    expect((await admin.browser.post(`/api/admin/servers/${id}/owner`, { ...wish, name: 'web-2' })).status).toBe(422);
    expect((await admin.browser.post(`/api/admin/servers/${id}/owner`, wish)).status).toBe(202);
    await test.until(async () => (await eve.browser.get(`/api/user/servers/${id}`)).status === 200, 'it is theirs');
    expect((await ada.browser.get(`/api/user/servers/${id}`)).status).toBe(404);
    await test.advance(3);
    expect(await charged(id, ada)).toBe(paid);
    expect(await charged(id, eve)).toBe(3);
    expect(await test.make.balanceOf(eve)).toBe(25_000_000n - 3n * HOUR);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]?.text).toContain('They bought the company');
  });

  it('ends with one owner on both sides when the process dies or the answer is lost in between', async () => {
    const [ada, eve] = [await customer(), await customer()];
    const id = await running(ada);
    armFailpoint('owner.after-virtfusion', { act: 'throw' }, { times: 1 });
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/owner/*', fault: 'drop', after: true, times: 1 });
    await admin.browser.post(`/api/admin/servers/${id}/owner`, { userId: eve.user.id, name: 'web-1', reason: 'Merged' });
    await test.until(async () => {
      await test.em.execute(`update jobs.job set start_after = now() where name = 'server.follow-owner' and state = 'retry'`);
      return (await eve.browser.get(`/api/user/servers/${id}`)).status === 200;
    }, 'it is theirs');
    const [link] = await test.em.execute<{ id: number }[]>(
      'select virtfusion_user_id as id from virtfusion_links where user_id = ?',
      [eve.user.id],
    );
    expect((await upstreamOf(id))?.ownerId).toBe(link?.id);
    expect(test.sandbox.journal.entries({ service: 'virtfusion', method: 'PUT', path: '*/owner/*' }).length).toBeGreaterThan(0);
  });

  it('refuses an owner who cannot pay, is not linked, or has it already', async () => {
    const ada = await customer();
    const id = await running(ada);
    const give = (userId: number) =>
      admin.browser.post(`/api/admin/servers/${id}/owner`, { userId, name: 'web-1', reason: 'Asked for it' });
    expect(await give(ada.user.id)).toMatchObject({ status: 422, body: { error: { code: 'owner_refused' } } });
    expect((await give((await test.make.customer({ credit: '5.00' })).user.id)).status).toBe(422);
    expect(await give((await test.make.customer({ linked: true })).user.id)).toMatchObject({
      status: 422,
      body: { error: { code: 'insufficient_credit' } },
    });
  });
});
