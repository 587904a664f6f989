import type { Person } from '../../testing';
import { testApp } from '../../testing';
import { ServerSweep } from '../observing/sweep';
import { Traffic } from '../traffic/traffic';

interface Point {
  cpuPercent: number | null;
  memoryUsedMb: number | null;
}
interface TrafficBody {
  data: { totalBytes: number; limitGb: number; usedPercent: number | null }[];
  readAt: string | null;
}
interface LogEntry {
  action: string;
  label: string;
  by: string;
  username: string | null;
  address: string | null;
  detail: string | null;
}

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

describe('what servers do', () => {
  const test = testApp();
  let ada: Person;
  let id: number;

  const upstreamId = async () =>
    (await test.em.execute<{ upstream_id: number }[]>('select upstream_id from servers where id = ?', [id]))[0]?.upstream_id ?? 0;
  const look = async (person = ada) => {
    await test.em.execute(`update servers set observed_at = now() - interval '1 minute', traffic_read_at = null where id = ?`, [
      id,
    ]);
    const answer = await person.browser.post('/api/user/servers/refresh', { ids: [id] });
    await test.runDueJobs('server.observe', 'server.read-traffic');
    return answer;
  };
  const calls = (path: string) => test.sandbox.journal.entries({ service: 'virtfusion', method: 'GET', path }).length;

  beforeAll(async () => {
    await test.make.catalogue();
    ada = await test.make.customer({ credit: '25.00', linked: true });
    id = (await ada.browser.post<{ id: number }>('/api/user/servers', order)).body.id;
    const state = async () => (await ada.browser.get<{ state: string }>(`/api/user/servers/${id}`)).body.state;
    await test.until(async () => (await state()) === 'running', 'the server runs');
  });
  afterEach(() => test.sandbox.faults.clear());

  it('asks about what somebody looks at, keeps the figures, and does not ask again at once', async () => {
    expect((await look()).status).toBe(202);
    const { data } = (await ada.browser.get<{ data: Point[] }>(`/api/user/servers/${id}/history?window=1h`)).body;
    expect(data.at(-1)?.cpuPercent).toBeGreaterThanOrEqual(0);
    expect(data.at(-1)?.memoryUsedMb).toBeGreaterThan(0);

    const before = calls(`*/servers/${await upstreamId()}`);
    await ada.browser.post('/api/user/servers/refresh', { ids: [id] });
    await test.runDueJobs('server.observe');
    expect(calls(`*/servers/${await upstreamId()}`)).toBe(before);
  });

  it('asks nothing about what is somebody else’s, and shows them nothing', async () => {
    const eve = await test.make.customer();
    const before = calls(`*/servers/${await upstreamId()}`);
    await look(eve);
    expect(calls(`*/servers/${await upstreamId()}`)).toBe(before);
    for (const path of ['history', 'traffic', 'logs', 'logs/export'])
      expect((await eve.browser.get(`/api/user/servers/${id}/${path}`)).status).toBe(404);
  });

  it('keeps the network cards and disks with their figures', async () => {
    await look();
    const [row] = await test.em.execute<{ interfaces: { ipv4: { address: string }[] }[]; disks: { capacityGb: number }[] }[]>(
      'select interfaces, disks from servers where id = ?',
      [id],
    );
    expect(row?.interfaces[0]?.ipv4[0]?.address).toMatch(/^\d+\./);
    expect(row?.disks[0]?.capacityGb).toBeGreaterThan(0);
  });

  it('makes a rate of two counters, and a gap where the guest was started anew', async () => {
    await test.em.execute('delete from server_samples where server_id = ?', [id]);
    await test.em.execute(
      `insert into server_samples (server_id, at, disk_read_bytes, received_bytes) values
       (?, now() - interval '40 minutes', 1000, 500), (?, now() - interval '30 minutes', 61000, 1100), (?, now() - interval '20 minutes', 10, 1700)`,
      [id, id, id],
    );
    const { data } = (
      await ada.browser.get<{ data: { diskReadRate: number | null; receivedRate: number | null }[] }>(
        `/api/user/servers/${id}/history`,
      )
    ).body;
    expect(data.map(({ diskReadRate }) => diskReadRate)).toEqual([null, 100, null]);
    expect(data.map(({ receivedRate }) => receivedRate)).toEqual([null, 1, 1]);
  });

  it('shows traffic as last read, also while VirtFusion is down', async () => {
    await look();
    const { data, readAt } = (await ada.browser.get<TrafficBody>(`/api/user/servers/${id}/traffic`)).body;
    expect(readAt).not.toBeNull();
    expect(data[0]).toMatchObject({ limitGb: expect.any(Number) as number });
    test.sandbox.faults.add({ service: 'virtfusion', fault: 'status', status: 500 });
    await look();
    expect((await ada.browser.get<TrafficBody>(`/api/user/servers/${id}/traffic`)).body.readAt).toBe(readAt);
  });

  it('tells the owner once at 80 percent and once at the limit', async () => {
    await look();
    const fill = (gigabytes: number) =>
      test.em.execute(`update server_traffic set total_bytes = ?, limit_gb = 1000, extra_gb = 0 where server_id = ?`, [
        gigabytes * 1e9,
        id,
      ]);
    const alert = () =>
      (test.app.get(Traffic) as unknown as { alert(server: object): Promise<void> }).alert({
        id,
        userId: ada.user.id,
        name: 'web-1',
      });
    const subjects = async () => {
      await test.runDueJobs();
      return test.sandbox.mail
        .to(ada.user.email)
        .map(({ subject }) => subject)
        .filter(subject => subject.includes('traffic'));
    };
    for (const gigabytes of [850, 900]) {
      await fill(gigabytes);
      await alert();
    }
    expect(await subjects()).toEqual(['web-1 has used 80% of its traffic']);
    await fill(1_001);
    await alert();
    await alert();
    expect(await subjects()).toEqual(['web-1 has used 100% of its traffic', 'web-1 has used 80% of its traffic']);
  });

  it('lists what was done, by whom and from where, and hides who of support did it', async () => {
    await ada.browser.post(`/api/user/servers/${id}/reset-password`);
    const admin = await test.make.admin();
    await admin.browser.post(`/api/admin/servers/${id}/vnc/credentials`);
    const { data } = (await ada.browser.get<{ data: LogEntry[] }>(`/api/user/servers/${id}/logs`)).body;
    expect(data[0]).toMatchObject({ action: 'console.credentials-shown', by: 'support', username: null, address: null });
    expect(data[1]).toMatchObject({ action: 'server.password-reset', by: 'customer', username: ada.user.username });
    const filtered = (await ada.browser.get<{ data: LogEntry[] }>(`/api/user/servers/${id}/logs?action=console`)).body.data;
    expect(filtered.every(({ action }) => action.startsWith('console'))).toBe(true);
    const csv = await ada.browser.get<string>(`/api/user/servers/${id}/logs/export`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.raw.toString()).toContain('server.password-reset');
  });

  it('puts servers that only VirtFusion knows before people, and marks those that it lost', async () => {
    await test.app.get(ServerSweep).sweep(0);
    const orphans = () =>
      test.em.execute<{ upstream_id: number; state: string }[]>('select upstream_id, state from server_orphans');
    const known = (await orphans()).length;
    expect(known).toBeGreaterThan(0); // the panel's own server of the seed
    await test.em.execute(`update server_orphans set state = 'ignored'`);
    await test.app.get(ServerSweep).sweep(0);
    expect((await orphans()).every(({ state }) => state === 'ignored')).toBe(true);

    await test.em.execute('update servers set upstream_id = 999999 where id = ?', [id]);
    await test.app.get(ServerSweep).sweep(0);
    await test.runDueJobs('server.observe');
    const [row] = await test.em.execute<{ missing_since: Date | null; state: string; deleted_at: Date | null }[]>(
      'select missing_since, state, deleted_at from servers where id = ?',
      [id],
    );
    expect(row).toMatchObject({ state: 'unknown', deleted_at: null });
    expect(row?.missing_since).not.toBeNull();
  });

  it('believes no list that did not come whole', async () => {
    await test.em.execute('delete from server_orphans');
    test.sandbox.faults.add({ service: 'virtfusion', path: '/api/v1/servers', fault: 'garbage' });
    await test.app.get(ServerSweep).sweep(0);
    expect(await test.em.execute('select * from server_orphans')).toHaveLength(0);
  });
});
