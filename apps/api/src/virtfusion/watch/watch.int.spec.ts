import { VirtFusion } from '@sky/integrations/virtfusion';
import { testApp } from '../../testing';
import { VirtfusionWatch } from './watch.service';
import type { SurprisePageDto, VirtfusionStateDto } from './watch.dto';

const STATE = '/api/admin/virtfusion';
const SURPRISES = '/api/admin/virtfusion/surprises';

describe('how we get on with VirtFusion', () => {
  const sky = testApp({ env: { VIRTFUSION_PROTECTED: 'true' } });
  const write = () => sky.app.get(VirtfusionWatch).write();
  const virtfusion = () => sky.app.get(VirtFusion);

  afterEach(() => {
    jest.restoreAllMocks();
    sky.sandbox.faults.clear();
  });

  /** Lets VirtFusion answer the next request with this. */
  function answerNext(body: unknown): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    jest.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(text, { status: 200 }));
  }

  const packageWith = (changes: object) => ({
    data: { id: 1, name: 'S1', enabled: true, memory: 2048, primaryStorage: 40, traffic: 2000, cpuCores: 1, ...changes },
  });
  const notices = (userId: number) =>
    sky.em.execute<{ title: string; link: string }[]>(
      `select title, link from notifications where user_id = ? and once_key like 'virtfusion-surprise:%' order by id`,
      [userId],
    );

  it('keeps an answer that is not as documented once, without what was in it, and tells staff once', async () => {
    const admin = await sky.make.admin();
    for (const id of ['hunter2', 'correct horse', 'hunter2']) {
      answerNext(packageWith({ id }));
      await virtfusion()
        .within(4_000)
        .package(Math.ceil(Math.random() * 1e6))
        .catch(() => undefined);
    }
    await write();
    answerNext(packageWith({ id: 'hunter2' }));
    await virtfusion()
      .package(77)
      .catch(() => undefined);
    await write();

    const { body } = await admin.browser.get<SurprisePageDto>(SURPRISES);

    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      operation: 'GET /packages/{packageId}',
      kind: 'shape',
      times: 4,
      fields: [{ path: 'data.id', expected: 'number', found: expect.stringMatching(/^text of \d+ characters$/) as string }],
      acknowledgedAt: null,
    });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(await notices(admin.user.id)).toEqual([{ title: 'VirtFusion answered in a way we do not know', link: '/virtfusion' }]);
    expect((await admin.browser.get<VirtfusionStateDto>(STATE)).body.openSurprises).toBe(1);
  });

  it('takes note of what was looked into, and is silent when it comes again', async () => {
    const admin = await sky.make.admin();
    const [open] = (await admin.browser.get<SurprisePageDto>(`${SURPRISES}?state=open`)).body.data;
    const acknowledge = `${SURPRISES}/${open?.id}/acknowledge`;

    expect((await admin.browser.post(acknowledge)).status).toBe(204);
    expect((await admin.browser.post(acknowledge)).status).toBe(204);

    answerNext(packageWith({ id: 'again' }));
    await virtfusion()
      .package(78)
      .catch(() => undefined);
    await write();
    expect((await admin.browser.get<SurprisePageDto>(`${SURPRISES}?state=open`)).body.data).toEqual([]);
    expect((await admin.browser.get<SurprisePageDto>(`${SURPRISES}?state=acknowledged`)).body.data).toMatchObject([
      { id: open?.id, times: 5, acknowledgedBy: admin.user.username },
    ]);
    expect((await admin.browser.post(`${SURPRISES}/2000000/acknowledge`)).status).toBe(404);
    const trail = await sky.em.execute(`select 1 from audit_entries where action = 'virtfusion.surprise-acknowledged'`);
    expect(trail).toHaveLength(1);
  });

  it('counts calls by how they ended', async () => {
    const admin = await sky.make.admin();
    await virtfusion().connect();
    sky.sandbox.faults.add({ service: 'virtfusion', path: '*/connect', fault: 'status', status: 500, times: 1 });
    await virtfusion()
      .connect()
      .catch(() => undefined);
    await write();
    await virtfusion().connect();
    await write();

    const { body } = await admin.browser.get<VirtfusionStateDto>(STATE);

    expect(body).toMatchObject({ configured: true, status: 'unknown', rateLimit: { heldUntil: null } });
    expect(body.calls).toContainEqual(
      expect.objectContaining({ operation: 'GET /connect', total: 3, ok: 2, unknown: 1, refused: 0 }),
    );
    expect(body.circuits[0]).toMatchObject({ groupId: null, state: 'closed', processes: 1 });
  });

  it('shows the circuit of a group that hangs, while another group is served', async () => {
    const admin = await sky.make.admin();
    await sky.em.execute(
      `insert into virtfusion_groups (id, name, is_enabled, mirrored_at) values (1, 'Frankfurt', true, now()) on conflict (id) do nothing`,
    );
    sky.sandbox.faults.add({ service: 'virtfusion', path: '*/servers/901', fault: 'hang' });
    const dead = virtfusion().within(100).forGroup(1);
    for (let call = 0; call < 5; call++) await dead.server(901).catch(() => undefined);

    await expect(dead.server(1)).rejects.toMatchObject({ outcome: 'not_sent' });
    await expect(virtfusion().forGroup(2).server(1_000_000)).rejects.toMatchObject({ status: 404 });

    const { body } = await admin.browser.get<VirtfusionStateDto>(STATE);
    expect(body.circuits).toContainEqual(
      expect.objectContaining({ groupId: 1, groupName: 'Frankfurt', state: 'open', failures: 5, processesHoldingBack: 1 }),
    );
    expect(body.circuits).toContainEqual(expect.objectContaining({ groupId: 2, state: 'closed' }));
  });

  it('sees what other processes see, until they are gone', async () => {
    const admin = await sky.make.admin();
    const since = '2026-11-28T10:00:00.000Z';
    const circuit = { groupId: null, state: 'open', since, failures: 5, reason: 'no connection', inUse: 0, waiting: 0 };
    await sky.em.execute(
      `insert into virtfusion_processes (process_id, circuits, rate_limit) values (gen_random_uuid(), ?::jsonb, ?::jsonb)`,
      [JSON.stringify([circuit]), JSON.stringify({ limit: 60, remaining: 3, heldUntil: null })],
    );

    const { body } = await admin.browser.get<VirtfusionStateDto>(STATE);
    expect(body.circuits[0]).toMatchObject({ groupId: null, state: 'open', since, processes: 2, processesHoldingBack: 1 });
    expect(body.rateLimit).toMatchObject({ limit: 60, remaining: 3 });

    await sky.em.execute(
      `update virtfusion_processes set seen_at = now() - interval '6 minutes' where rate_limit->>'limit' = '60'`,
    );
    expect((await admin.browser.get<VirtfusionStateDto>(STATE)).body.circuits[0]).toMatchObject({
      state: 'closed',
      processes: 1,
    });
    await write();
    expect(await sky.em.execute('select 1 from virtfusion_processes')).toHaveLength(1);
  });

  it('keeps what could not be written down for the next time', async () => {
    const admin = await sky.make.admin();
    await virtfusion().hypervisorGroups();
    const [before] = await sky.em.execute<{ count: string }[]>('select count(*) from virtfusion_calls');
    await sky.em.execute('alter table virtfusion_calls rename to virtfusion_calls_away');
    await sky.app.get(VirtfusionWatch).writeRegularly();
    await sky.em.execute('alter table virtfusion_calls_away rename to virtfusion_calls');
    await write();

    expect(await sky.em.execute('select count(*) from virtfusion_calls')).not.toEqual([before]);
    const { calls }: VirtfusionStateDto = (await admin.browser.get<VirtfusionStateDto>(STATE)).body;
    expect(calls.map(({ operation }) => operation)).toContain('GET /compute/hypervisors/groups');
  });

  it('tells the public no more than whether VirtFusion answers, and customers nothing else', async () => {
    const customer = await sky.make.customer();

    expect(Object.keys((await sky.browser().get<object>('/api/virtfusion-health')).body)).toEqual(['status', 'checkedAt']);
    expect((await customer.browser.get(STATE)).status).toBe(403);
    expect((await customer.browser.get(SURPRISES)).status).toBe(403);
  });
});
