import { VirtFusion } from '@sky/integrations/virtfusion';
import type { Person } from '../testing';
import { testApp } from '../testing';

interface ServerBody {
  id: number;
  state: string;
  addresses: string[];
  failureReason: string | null;
  timeline: { kind: string; state: string }[];
  action: { state: string; progress: number | null } | null;
  charges: { hours: number; total: string };
}
interface Refusal {
  error: { code: string; message: string };
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
/** 7.30 a month is exactly one cent an hour. */
const HOUR = 10_000n;

describe('servers', () => {
  const test = testApp();

  beforeAll(() => test.make.catalogue());
  afterEach(() => test.sandbox.faults.clear());

  const customer = (credit = '25.00') => test.make.customer({ credit, linked: true });
  const get = async ({ browser }: Person, id: number) => (await browser.get<ServerBody>(`/api/user/servers/${id}`)).body;
  const ordered = async (person: Person, form: object = order) =>
    (await person.browser.post<ServerBody>('/api/user/servers', form)).body;
  const running = async (person: Person) => {
    const { id } = await ordered(person);
    await test.until(async () => (await get(person, id)).state === 'running', 'the server runs');
    return id;
  };

  it('builds what was ordered, charges the first hour and mails when it runs', async () => {
    const ada = await customer();
    const answer = await ada.browser.post<ServerBody>('/api/user/servers', order);
    expect(answer).toMatchObject({ status: 202, body: { state: 'queued', charges: { hours: 1, total: '0.01' } } });

    await test.until(async () => (await get(ada, answer.body.id)).state === 'running', 'the server runs');

    const server = await get(ada, answer.body.id);
    expect(server.addresses[0]).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(server.timeline.map(({ kind }) => kind)).toEqual(['ready', 'build', 'reserve', 'checked', 'ordered']);
    expect(server.timeline.every(({ state }) => state === 'done')).toBe(true);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - HOUR);
    await test.runDueJobs();
    expect(test.sandbox.mail.to(ada.user.email)[0]?.subject).toBe('web-1 is running');
  });

  it('shows and gives a server to its customer only', async () => {
    const ada = await customer();
    const { id } = await ordered(ada);
    const eve = await customer();
    expect((await eve.browser.get(`/api/user/servers/${id}`)).status).toBe(404);
    expect((await eve.browser.post(`/api/user/servers/${id}/power/boot`)).status).toBe(404);
    expect((await eve.browser.delete(`/api/user/servers/${id}`)).status).toBe(404);
    expect((await eve.browser.get<{ data: unknown[] }>('/api/user/servers')).body.data).toHaveLength(0);
  });

  it('charges nothing when VirtFusion is down at the order', async () => {
    const ada = await customer();
    test.sandbox.faults.add({ service: 'virtfusion', path: '/api/v1/servers', method: 'POST', fault: 'status', status: 503 });
    const answer = await ada.browser.post<Refusal>('/api/user/servers', order);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'virtfusion_unavailable' } } });
    expect(answer.body.error.message).toContain('Nothing was charged');
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n);
  });

  it('returns the money, with a reason, when VirtFusion refuses after the order', async () => {
    const ada = await customer();
    const { id } = await ordered(ada);
    test.sandbox.faults.add({ service: 'virtfusion', path: '/api/v1/servers', method: 'POST', fault: 'status', status: 422 });
    await test.until(async () => (await get(ada, id)).state === 'failed', 'the order fails');
    expect((await get(ada, id)).failureReason).toBeTruthy();
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n);
  });

  it('finds the server again whose reservation was answered by a lost connection', async () => {
    const ada = await customer();
    const before = test.sandbox.virtfusion.servers().length;
    const { id } = await ordered(ada);
    test.sandbox.faults.add({
      service: 'virtfusion',
      path: '/api/v1/servers',
      method: 'POST',
      fault: 'drop',
      after: true,
      times: 1,
    });
    await test.until(async () => (await get(ada, id)).state === 'running', 'the server runs');
    expect(test.sandbox.virtfusion.servers()).toHaveLength(before + 1);
  });

  it('goes on when the builder answers by a lost connection, without building twice', async () => {
    const ada = await customer();
    const { id } = await ordered(ada);
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/build', method: 'POST', fault: 'drop', after: true, times: 1 });
    test.sandbox.journal.clear();
    await test.until(async () => (await get(ada, id)).state === 'running', 'the server runs');
    expect(test.sandbox.journal.entries({ service: 'virtfusion', method: 'POST', path: '*/build' })).toHaveLength(1);
  });

  it('tries a failed build once more, then returns the money and removes the reservation', async () => {
    const ada = await customer();
    const before = test.sandbox.virtfusion.servers().length;
    const { id } = await ordered(ada);
    test.sandbox.virtfusion.failNext('build_server');
    test.sandbox.virtfusion.failNext('build_server');
    await test.until(async () => (await get(ada, id)).state === 'failed', 'the order fails');
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n);
    await test.until(() => Promise.resolve(test.sandbox.virtfusion.servers().length === before), 'the reservation is removed');
  });

  it('gives one of two parallel orders to somebody who can pay for one', async () => {
    const ada = await customer('0.01');
    const answers = await Promise.all([ordered(ada), ordered(ada)]);
    const accepted = answers.filter(body => 'id' in body);
    expect(accepted).toHaveLength(1);
    expect(answers.find(body => !('id' in body))).toMatchObject({ error: { code: 'insufficient_credit' } });
    expect(await test.make.balanceOf(ada)).toBe(0n);
  });

  it('repeats an order with the same key as one', async () => {
    const ada = await customer();
    const key = { 'idempotency-key': 'order-1' };
    const first = await ada.browser.post<ServerBody>('/api/user/servers', order, key);
    const again = await ada.browser.post<ServerBody>('/api/user/servers', order, key);
    expect(again.body.id).toBe(first.body.id);
    expect(await ada.browser.post('/api/user/servers', { ...order, name: 'other' }, key)).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_reused' } },
    });
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - HOUR);
  });

  it('refuses a location without room before money moves', async () => {
    const ada = await customer();
    const answer = await ada.browser.post('/api/user/servers', { ...order, packageId: 4, locationId: 3 });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'no_capacity' } } });
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n);
  });

  it('shuts down and starts, with the progress that VirtFusion tells', async () => {
    const ada = await customer();
    const id = await running(ada);
    expect(await ada.browser.post(`/api/user/servers/${id}/power/shutdown`)).toMatchObject({
      status: 202,
      body: { action: { state: 'running' } },
    });
    await test.until(async () => (await get(ada, id)).state === 'stopped', 'it stops');
    await ada.browser.post(`/api/user/servers/${id}/power/boot`);
    await test.until(async () => (await get(ada, id)).state === 'running', 'it starts');
    expect((await get(ada, id)).action).toMatchObject({ state: 'done', progress: 100 });
  });

  it('says in words that a server is busy', async () => {
    const ada = await customer();
    const id = await running(ada);
    await ada.browser.post(`/api/user/servers/${id}/power/restart`);
    const own = await ada.browser.post<Refusal>(`/api/user/servers/${id}/power/shutdown`);
    expect(own).toMatchObject({ status: 409, body: { error: { code: 'server_busy' } } });
    await test.until(async () => (await get(ada, id)).action?.state === 'done', 'the restart is done');

    test.sandbox.faults.add({ service: 'virtfusion', path: '*/power/*', method: 'POST', fault: 'status', status: 423, times: 1 });
    const theirs = await ada.browser.post<Refusal>(`/api/user/servers/${id}/power/shutdown`);
    expect(theirs).toMatchObject({ status: 409, body: { error: { code: 'server_busy' } } });
    expect(theirs.body.error.message).toMatch(/busy/);
  });

  it.each(['garbage', 'drop'] as const)('takes a %s answer to a power action for unknown, and looks', async fault => {
    const ada = await customer();
    const id = await running(ada);
    test.sandbox.faults.add({ service: 'virtfusion', path: '*/power/*', method: 'POST', fault, after: true, times: 1 });
    expect(await ada.browser.post(`/api/user/servers/${id}/power/poweroff`)).toMatchObject({
      status: 202,
      body: { action: { state: 'unknown' } },
    });
  });

  it('does not stay busy for ever when the process dies before VirtFusion answers', async () => {
    const ada = await customer();
    const id = await running(ada);
    const dying = jest.spyOn(test.app.get(VirtFusion), 'forGroup').mockImplementationOnce(() => {
      throw new Error('killed');
    });
    expect((await ada.browser.post(`/api/user/servers/${id}/power/shutdown`)).status).toBe(500);
    dying.mockRestore();
    expect((await ada.browser.post(`/api/user/servers/${id}/power/shutdown`)).status).toBe(409);

    await test.em.execute(`update server_actions set started_at = now() - interval '2 minutes' where server_id = ?`, [id]);
    await test.em.execute(`update jobs.job set start_after = now() where name = 'server.watch-action' and state = 'created'`);
    await test.until(async () => (await get(ada, id)).action?.state === 'failed', 'the action is given up');
    expect((await ada.browser.post(`/api/user/servers/${id}/power/shutdown`)).status).toBe(202);
  });

  it('answers pages from what it knows while VirtFusion sends garbage', async () => {
    const ada = await customer();
    const id = await running(ada);
    test.sandbox.faults.add({ service: 'virtfusion', fault: 'garbage' });
    await ada.browser.post(`/api/user/servers/${id}/refresh`);
    await test.runDueJobs('server.observe');
    expect((await get(ada, id)).state).toBe('running');
    expect((await ada.browser.get('/api/public/packages')).status).toBe(200);
  });

  it('deletes after the delay, can be undone before, and charges until the delay is over', async () => {
    const ada = await customer();
    const id = await running(ada);
    expect((await ada.browser.delete(`/api/user/servers/${id}`)).body).toMatchObject({ state: 'deleting' });
    expect((await ada.browser.post(`/api/user/servers/${id}/cancel-deletion`)).body).toMatchObject({
      state: 'running',
      deleteAt: null,
    });
    await ada.browser.delete(`/api/user/servers/${id}`);
    // It goes on costing for the hour of the delay, so it is still part of the running rate.
    expect((await ada.browser.get('/api/billing/balance')).body).toMatchObject({ hourlyRate: '0.01' });
    await test.advance(5);
    await test.until(async () => (await ada.browser.get(`/api/user/servers/${id}`)).status === 404, 'it is gone');
    // The delay of an hour reaches a little into the second hour; the other three hours cost nothing.
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 2n * HOUR);
  });

  it('shows a new password once', async () => {
    const ada = await customer();
    const id = await running(ada);
    expect((await ada.browser.post(`/api/user/servers/${id}/reset-password`)).body).toMatchObject({
      username: 'root',
      password: expect.any(String) as string,
    });
  });
});
