import { createSandbox, type Sandbox } from '@sky/simulators';

import {
  UpstreamBusy,
  UpstreamMaintenance,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
} from '../upstream';
import { VirtFusionHttpClient } from './client';
import type { QueueItem } from './server';
import type { VirtFusion } from './virtfusion';

describe('VirtFusion, as simulated', () => {
  let sandbox: Sandbox;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    sandbox = await createSandbox({ buildSeconds: 0.2, powerSeconds: 0.1 });
  });
  afterAll(() => sandbox.stop());
  // A client remembers limits and failures; each test has its own.
  beforeEach(() => {
    sandbox.reset();
    const { url, token } = sandbox.virtfusion;
    virtfusion = new VirtFusionHttpClient({ url, token, timeoutMs: 2_000 });
  });

  const ada = { name: 'Ada Lovelace', email: 'ada@example.com', extRelationId: 17 };

  /** A server of Ada's that has been built and runs. */
  async function builtServer() {
    const user = await virtfusion.createUser(ada);
    const { id } = await virtfusion.createServer({ packageId: 1, userId: user.id, hypervisorGroupId: 1 });
    await virtfusion.buildServer(id, { operatingSystemId: 1, name: 'web-1', hostname: 'web1.example.net' });
    await until(async () => (await virtfusion.server(id)).state === 'complete');
    return { id, user };
  }

  async function finished(queueId: number): Promise<QueueItem> {
    await until(async () => (await virtfusion.queueItem(queueId)).finished);
    return virtfusion.queueItem(queueId);
  }

  it('answers, and refuses a wrong token', async () => {
    await virtfusion.connect();

    const stranger = new VirtFusionHttpClient({ url: sandbox.virtfusion.url, token: 'wrong' });
    await expect(stranger.connect()).rejects.toMatchObject({ status: 401, outcome: 'refused' });
  });

  it('shows what can be sold, where and with which systems', async () => {
    expect(await virtfusion.packages()).toContainEqual(
      expect.objectContaining({ id: 1, name: 'S1', cpuCores: 1, memoryMb: 2048, storageGb: 40, trafficGb: 2000, enabled: true }),
    );
    expect(await virtfusion.package(2)).toMatchObject({ name: 'S2', cpuCores: 2 });
    await expect(virtfusion.package(99)).rejects.toBeInstanceOf(UpstreamNotFound);
    expect((await virtfusion.hypervisorGroups()).map(group => group.name)).toEqual(['Frankfurt', 'Helsinki', 'Ashburn']);
    const resources = await virtfusion.groupResources(1);
    expect(resources[0]).toMatchObject({ enabled: true, accepts: true, prohibited: false });
    expect(resources[0]?.memoryMb.max).toBeGreaterThan(0);
    expect(resources[0]?.storage.length).toBeGreaterThan(0);
    const families = await virtfusion.templatesForPackage(1);
    expect(families.flatMap(family => family.templates)).toContainEqual(
      expect.objectContaining({ id: 1, name: 'Debian', endOfLife: false }),
    );
    expect(families.flatMap(family => family.templates).some(template => template.endOfLife)).toBe(true);
  });

  it('knows a user by our id, changes them and refuses the id twice', async () => {
    expect(await virtfusion.userByExtRelation(17)).toBeNull();

    const created = await virtfusion.createUser(ada);
    expect(await virtfusion.userByExtRelation(17)).toEqual(created);
    expect(created).toMatchObject({ extRelationId: 17, email: 'ada@example.com', isAdmin: false });

    await virtfusion.updateUser(17, { name: 'Ada King' });
    expect(await virtfusion.userByExtRelation(17)).toMatchObject({ name: 'Ada King', email: 'ada@example.com' });
    await expect(virtfusion.createUser(ada)).rejects.toBeInstanceOf(UpstreamRefused);
  });

  it('creates and builds a server, and tells its root password once', async () => {
    const user = await virtfusion.createUser(ada);
    const order = { packageId: 1, userId: user.id, hypervisorGroupId: 1 };

    await virtfusion.tryOrder(order);
    expect(await virtfusion.serversOfUser(user.id)).toEqual([]);
    const created = await virtfusion.createServer(order);
    expect(created).toMatchObject({
      state: 'allocated',
      ownerExtRelationId: 17,
      hypervisorGroupId: 1,
      builtAt: null,
      memoryMb: 2048,
    });
    expect(created.ipv4[0]).toMatch(/^\d+\.\d+\.\d+\.\d+$/);

    const key = await virtfusion.addSshKey({
      userId: user.id,
      name: 'laptop',
      publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBmxk ada',
    });
    const built = await virtfusion.buildServer(created.id, {
      operatingSystemId: 1,
      name: 'web-1',
      hostname: 'web1.example.net',
      sshKeys: [key.id],
    });
    expect(built.server).toMatchObject({ state: 'queued', name: 'web-1', templateId: 1, busy: true });
    expect(built.rootPassword).toHaveLength(20);

    await until(async () => (await virtfusion.server(created.id)).state === 'complete');
    const server = await virtfusion.server(created.id, { remoteState: true });
    expect(server).toMatchObject({ busy: false, hostname: 'web1.example.net', remote: { running: true, state: 'running' } });
    expect(server.builtAt).toBeInstanceOf(Date);
    expect(server.remote?.memoryUsedMb).toBeGreaterThan(0);
    expect(await virtfusion.serversOfUser(user.id)).toMatchObject([
      { id: created.id, ownerId: user.id, state: 'complete', ipv4: created.ipv4 },
    ]);
  });

  it('lists every server with its owner', async () => {
    const { id, user } = await builtServer();

    const rows = [];
    for await (const row of virtfusion.allServers()) rows.push(row);

    expect(rows).toContainEqual(
      expect.objectContaining({ id, ownerId: user.id, name: 'web-1', commissionStatus: 3, suspended: false }),
    );
    expect((await virtfusion.listServers(1, 1)).rows).toHaveLength(1);
  });

  it('refuses an order there is no room for', async () => {
    const user = await virtfusion.createUser(ada);

    const order = virtfusion.tryOrder({ packageId: 5, userId: user.id, hypervisorGroupId: 3 });

    await expect(order).rejects.toBeInstanceOf(UpstreamRefused);
    await expect(order).rejects.toMatchObject({ status: 422 });
  });

  it('switches power through the queue, one piece of work at a time', async () => {
    const { id } = await builtServer();

    const { queueId } = await virtfusion.power(id, 'poweroff');
    await expect(virtfusion.power(id, 'boot')).rejects.toBeInstanceOf(UpstreamBusy);
    expect(await finished(queueId)).toMatchObject({ serverId: id, failed: false, progress: 100 });
    expect((await virtfusion.server(id, { remoteState: true })).remote).toMatchObject({ running: false });
  });

  it('tells why queued work failed', async () => {
    const { id } = await builtServer();
    sandbox.virtfusion.failNext('restart_server');

    const { queueId } = await virtfusion.power(id, 'restart');

    const item = await finished(queueId);
    expect(item).toMatchObject({ failed: true });
    expect(item.error).not.toBeNull();
  });

  it('says that a hypervisor is in maintenance', async () => {
    const { id } = await builtServer();
    sandbox.virtfusion.setMaintenance((await virtfusion.server(id)).hypervisorId, true);

    await expect(virtfusion.power(id, 'restart')).rejects.toBeInstanceOf(UpstreamMaintenance);
  });

  it('suspends, resumes, resets a password and deletes with a delay', async () => {
    const { id } = await builtServer();

    await virtfusion.suspend(id);
    await until(async () => !(await virtfusion.server(id)).busy);
    expect(await virtfusion.server(id)).toMatchObject({ suspended: true });
    await virtfusion.unsuspend(id);
    await until(async () => !(await virtfusion.server(id)).busy);
    expect(await virtfusion.server(id)).toMatchObject({ suspended: false });

    const reset = await virtfusion.resetServerPassword(id, 'root');
    expect(reset.expectedPassword).toHaveLength(20);
    expect(await finished(reset.queueId)).toMatchObject({ failed: false });

    await virtfusion.deleteServer(id, { delayMinutes: 5 });
    expect((await virtfusion.server(id)).deleteLevel).toBeGreaterThan(0);
    sandbox.clock.advance(1);
    await expect(virtfusion.server(id)).rejects.toBeInstanceOf(UpstreamNotFound);
    await expect(virtfusion.deleteServer(id)).rejects.toBeInstanceOf(UpstreamNotFound);
  });

  it('counts traffic in periods', async () => {
    const { id } = await builtServer();
    sandbox.clock.advance(24);

    const periods = await virtfusion.traffic(id);

    expect(periods[0]?.totalBytes).toBeGreaterThan(0);
    expect(periods[0]?.limitGb).toBe(2000);
    expect(periods[0]?.startsAt.getTime()).toBeLessThan(periods[0]?.endsAt.getTime() ?? 0);
  });

  it('books credit by tokens and takes a booking back', async () => {
    await virtfusion.createUser({ ...ada, selfService: 1, selfServiceHourlyCredit: true });

    const first = await virtfusion.addCredit(17, { tokens: '2500.5', reference1: 41n, reference2: 'ledger:41' });
    await virtfusion.addCredit(17, { tokens: '-500', reference1: 42n });
    expect(Number((await virtfusion.hourlyStats(17)).creditTokens)).toBeCloseTo(2000.5, 4);

    await virtfusion.removeCredit(first.id);
    expect(Number((await virtfusion.hourlyStats(17)).creditTokens)).toBeCloseTo(-500, 4);
  });

  it('reads the hours of a month with the answer word for word', async () => {
    const user = await virtfusion.createUser({ ...ada, selfService: 1, selfServiceHourlyCredit: true });
    await virtfusion.createServer({ packageId: 1, userId: user.id, hypervisorGroupId: 1 });
    const day = new Date().toISOString().slice(0, 10);

    const { answer, stats } = await virtfusion.readHourlyStats(17, day);

    expect(JSON.parse(answer)).toMatchObject({ data: { monthlyTotal: { hours: stats?.hours } } });
    expect((await virtfusion.readHourlyStats(17, '2020-01-01')).stats).toMatchObject({ hours: 0, period: 'January 2020' });
  });

  it('keeps an answer about hours that it cannot read, instead of taking it for nothing', async () => {
    await virtfusion.createUser(ada);
    jest.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('{"data":{"monthlyTotal":"none"}}', { status: 200 }));

    expect(await virtfusion.readHourlyStats(17, '2026-11-01')).toEqual({
      answer: '{"data":{"monthlyTotal":"none"}}',
      stats: null,
    });
    jest.restoreAllMocks();
  });

  it('reads a server with all its parts', async () => {
    const { id } = await builtServer();

    const server = await virtfusion.server(id, { remoteState: true });

    expect(server).toMatchObject({ arch: 'x86_64', throttlePercent: 0, pendingTasks: [], sshKeys: [] });
    expect(server.interfaces.map(({ name, isPrimary }) => [name, isPrimary])).toEqual([
      ['eth0', true],
      ['eth1', false],
    ]);
    expect(server.interfaces[0]?.ipv4[0]).toMatchObject({ address: server.ipv4[0], reverseName: null });
    expect(server.disks).toMatchObject([{ drive: 'a', capacityGb: 40, primary: true, enabled: true }]);
    expect(server.trafficPeriod?.limitGb).toBe(2000);
    expect(server.remote?.disk?.readBytes).toBeGreaterThan(0);
    expect(server.remote?.fileSystems).toMatchObject([{ mountpoint: '/' }]);
    expect(server.remote?.guestSystem).toContain('Debian');
    const inFull = [];
    for await (const row of virtfusion.allServersInFull()) inFull.push(row);
    expect(inFull.find(row => row.id === id)).toMatchObject({ interfaces: server.interfaces, disks: server.disks });
  });

  it('changes a server and its network', async () => {
    const { id, user } = await builtServer();
    const { changes, network } = virtfusion;

    await changes.rename(id, 'renamed');
    await changes.throttle(id, 25);
    await changes.setBackupPlan(id, 1);
    expect(await virtfusion.server(id)).toMatchObject({ name: 'renamed', throttlePercent: 25 });
    expect((await virtfusion.server(id)).backupPlanName).toContain('Daily');
    expect(await changes.changePackage(id, 2)).toEqual(expect.arrayContaining([expect.stringContaining('not updated')]));
    expect((await virtfusion.server(id)).cpuCores).toBe(2);
    expect(await changes.backups(id)).toEqual([]);

    const [address = ''] = await network.addIpv4(id, 'primary', 1);
    expect((await virtfusion.server(id)).ipv4).toContain(address);
    await network.removeIpv4(id, 'primary', [address]);
    expect((await virtfusion.server(id)).ipv4).not.toContain(address);
    await network.switchFirewall(id, 'primary', true);
    await network.applyRulesets(id, 'primary', [1]);
    expect(await network.firewall(id, 'primary')).toMatchObject({
      enabled: true,
      rules: [{ portStart: 80 }, { portStart: 443 }],
    });
    await network.allow(id, 'primary', '198.51.100.0', 24);
    expect((await virtfusion.server(id)).interfaces[0]?.whitelist).toMatchObject([{ ip: '198.51.100.0', cidr: 24 }]);
    await network.addTrafficBlock(id, 1, 500);
    const [block] = (await network.trafficBlocks(id)).assigned;
    expect(block).toMatchObject({ month: 1, amountGb: 500, isCurrent: true });
    await network.removeTrafficBlock(id, block?.id ?? 0);
    expect((await network.trafficBlocks(id)).assigned).toEqual([]);

    const grace = await virtfusion.createUser({ name: 'Grace', email: 'grace@example.com', extRelationId: 18 });
    await changes.changeOwner(id, grace.id);
    expect(await virtfusion.serversOfUser(user.id)).toEqual([]);
    expect((await virtfusion.server(id)).ownerExtRelationId).toBe(18);
  });

  it('tells what there is to run on and to be reached by, and what self service knows', async () => {
    const user = await virtfusion.createUser({ ...ada, selfService: 3, selfServiceHourlyCredit: true });
    const { infrastructure, selfService } = virtfusion;

    expect((await infrastructure.hypervisors())[0]).toMatchObject({ groupId: 1, isCommissioned: true, maintenance: false });
    expect((await infrastructure.ipBlocks()).some(({ family, free }) => family === 4 && free > 0)).toBe(true);
    expect(await selfService.currencies()).toContainEqual(expect.objectContaining({ code: 'EUR', isDefault: true }));
    const { id } = await selfService.createPack(17, 9);
    await selfService.switchPack(id, false);
    expect(await selfService.pack(id)).toMatchObject({ profileId: 9, enabled: false, servers: { total: 2, used: 0 } });
    await selfService.deletePack(id);
    await expect(selfService.pack(id)).rejects.toBeInstanceOf(UpstreamNotFound);
    expect((await selfService.usage(17)).periods).toMatchObject([{ isCurrent: true }]);
    expect((await selfService.report(17)).term).toMatch(/ \d{4}$/);
    const key = await virtfusion.addSshKey({
      userId: user.id,
      name: 'laptop',
      publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBmxk ada',
    });
    expect(await virtfusion.sshKeysOfUser(user.id)).toMatchObject([{ id: key.id, name: 'laptop' }]);
    await virtfusion.deleteSshKey(key.id);
    expect(await virtfusion.sshKeysOfUser(user.id)).toEqual([]);
  });

  it('signs a user in at their server, and tells which systems fit it and where its screen is', async () => {
    const { id } = await builtServer();

    expect((await virtfusion.signUserInToServer(17, id)).url).toContain('/token_authenticate/');
    expect((await virtfusion.templatesForServer(id)).length).toBeGreaterThan(0);
    const screen = await virtfusion.setVnc(id, true);
    expect(screen.port).toBeGreaterThan(0);
    expect(screen.password).not.toBe('');
    expect(await virtfusion.vnc(id)).toMatchObject({ port: screen.port, password: screen.password });
  });

  it('surprises nobody with its own answers', async () => {
    const surprises: unknown[] = [];
    const { url, token } = sandbox.virtfusion;
    const watched = new VirtFusionHttpClient({ url, token, observer: { onSurprise: surprise => void surprises.push(surprise) } });
    const { id, user } = await builtServer();

    await watched.server(id, { remoteState: true });
    await watched.serversOfUser(user.id);
    await watched.network.trafficBlocks(id);
    for (const { id: group } of await watched.hypervisorGroups()) await watched.groupResources(group);

    expect(surprises).toEqual([]);
  });

  describe('with a fault', () => {
    it.each(['hang', 'drop', 'garbage'] as const)('leaves open whether it created a server after %s', async fault => {
      const user = await virtfusion.createUser(ada);
      sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: '*/servers', fault, after: true, times: 1 });

      const order = virtfusion.within(300).createServer({ packageId: 1, userId: user.id, hypervisorGroupId: 1 });

      await expect(order).rejects.toBeInstanceOf(UpstreamUnknown);
      expect(await virtfusion.serversOfUser(user.id)).toHaveLength(1);
    });

    it('leaves open what a failing panel did', async () => {
      sandbox.faults.add({ service: 'virtfusion', path: '*', fault: 'status', status: 500, times: 1 });

      await expect(virtfusion.createUser(ada)).rejects.toBeInstanceOf(UpstreamUnknown);
    });

    it('is told how long to wait', async () => {
      sandbox.faults.add({ service: 'virtfusion', path: '*', fault: 'rate_limit', retryAfterSeconds: 7, times: 1 });

      const asked = virtfusion.packages();

      await expect(asked).rejects.toBeInstanceOf(UpstreamRateLimited);
      await expect(asked).rejects.toMatchObject({ retryAfterSeconds: 7 });
    });
  });
});

/** Asks again until it is so; the test's own time-out ends a wait that would never end. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 20));
}
