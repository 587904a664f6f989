import { addRunningServer, addServer, addUser, openPanel, readServer, type Panel } from './testing/panel';

describe('servers', () => {
  let panel: Panel;
  let userId: number;

  beforeEach(async () => {
    panel = await openPanel();
    userId = await addUser(panel, 5);
  });
  afterEach(() => panel.sandbox.stop());

  /** Minutes of the sandbox's clock; a build takes sixty, other work ten. */
  const pass = (minutes: number) => panel.sandbox.clock.advance(minutes / 60);
  const order = (more: Record<string, unknown> = {}) =>
    panel.ask('POST', '/servers', { packageId: 1, userId, hypervisorId: 1, ...more });

  describe('a build', () => {
    it('goes through VirtFusion’s states and the queue’s steps', async () => {
      const id = await addServer(panel, userId);
      expect(await readServer(panel, id)).toMatchObject({
        state: 'allocated',
        commissionStatus: 0,
        built: null,
        name: '',
        hostname: null,
      });

      const accepted = await panel.ask('POST', `/servers/${id}/build`, {
        operatingSystemId: 3,
        name: 'web',
        hostname: 'web.example.net',
      });
      expect(accepted.json.data).toMatchObject({
        state: 'queued',
        commissionStatus: 1,
        name: 'web',
        tasks: { active: true },
        settings: { osTemplateInstallId: 3 },
      });
      expect(accepted.json.data.settings.decryptedPassword).toMatch(/^[A-Za-z0-9]{20}$/);

      pass(30);
      expect(await readServer(panel, id)).toMatchObject({ state: 'building', commissionStatus: 1 });
      const half = (await panel.ask('GET', '/queue/1')).json.data;
      expect(half).toMatchObject({ action: 'build_server', serverId: id, finished: null, failed: false, progress: 50 });
      expect(half.primaryActions.map((step: { type: string }) => step.type)).toEqual([
        'server.get.status',
        'server.config.dhcp',
        'server.os.template.exists',
        'server.os.template.download',
        'server.os.template.download.check',
      ]);

      pass(30);
      const done = (await panel.ask('GET', '/queue/1')).json.data;
      expect(done).toMatchObject({ failed: false, progress: 100 });
      expect(done.finished).not.toBeNull();
      expect(done.primaryActions).toHaveLength(11);
      const server = await readServer(panel, id, '?remoteState=true');
      expect(server).toMatchObject({
        state: 'complete',
        commissionStatus: 3,
        tasks: { active: false },
        remoteState: { state: 'running', running: true },
      });
      expect(server.settings).not.toHaveProperty('decryptedPassword');
    });

    it('can fail, and can be tried again', async () => {
      const id = await addServer(panel, userId);
      panel.sandbox.virtfusion.failNext('build_server');
      await panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 1 });
      pass(61);
      expect(await readServer(panel, id)).toMatchObject({ state: 'failed', commissionStatus: 2, buildFailed: true });
      const item = (await panel.ask('GET', '/queue/1')).json.data;
      expect(item).toMatchObject({ failed: true, progress: 50 });
      expect(item.errors.exception.message).toMatch(/did not complete/);

      await panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 1 });
      pass(61);
      expect(await readServer(panel, id)).toMatchObject({ state: 'complete', buildFailed: false });
    });

    it('gives an IPv6 subnet only afterwards and only when asked', async () => {
      const [one, other] = [await addServer(panel, userId), await addServer(panel, userId)];
      await panel.ask('POST', `/servers/${one}/build`, { operatingSystemId: 1, ipv6: true });
      await panel.ask('POST', `/servers/${other}/build`, { operatingSystemId: 1 });
      expect((await readServer(panel, one)).network.interfaces[0].ipv6).toEqual([]);
      pass(61);
      expect((await readServer(panel, one)).network.interfaces[0].ipv6[0]).toMatchObject({
        subnet: `2001:db8:1:${one}::`,
        cidr: 80,
      });
      expect((await readServer(panel, other)).network.interfaces[0].ipv6).toEqual([]);
    });

    it('shows the keys it was given, in the server’s own field', async () => {
      const id = await addServer(panel, userId);
      const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc ada';
      const key = await panel.ask('POST', '/ssh_keys', { userId, name: 'laptop', publicKey });
      await panel.ask('POST', `/servers/${id}/build`, { operatingSystemId: 1, sshKeys: [key.json.data.id] });
      expect((await readServer(panel, id)).sshKeys).toMatchObject([{ name: 'laptop', public: publicKey }]);
    });

    it.each([
      [{ operatingSystemId: 99 }, 'The operating system is not available to the server'],
      [{}, 'The operating system id field is required.'],
      [{ operatingSystemId: 1, hostname: 'not a host' }, 'The hostname format is invalid.'],
      [{ operatingSystemId: 1, sshKeys: [42] }, 'The selected ssh keys are invalid.'],
      [{ operatingSystemId: 1, swap: 7 }, 'The selected swap is invalid.'],
    ])('refuses %j', async (body, error) => {
      const id = await addServer(panel, userId);
      const answer = await panel.ask('POST', `/servers/${id}/build`, body);
      expect([answer.status, answer.json]).toEqual([422, { errors: [error] }]);
      expect(await readServer(panel, id)).toMatchObject({ state: 'allocated' });
    });
  });

  describe('room', () => {
    it('is really taken: the nearly full group takes one small server more', async () => {
      expect((await order({ hypervisorId: 3 })).status).toBe(201);
      const second = await order({ hypervisorId: 3 });
      expect([second.status, second.json]).toEqual([
        422,
        { errors: ['No hypervisor in the group has enough free resources for the server'] },
      ]);
    });

    it('comes back when a server is gone', async () => {
      const id = (await order({ hypervisorId: 3 })).json.data.id as number;
      const free = async () =>
        (await panel.ask('GET', '/compute/hypervisors/groups/3/resources')).json.data[0].resources.memory.free as number;
      expect(await free()).toBe(1024);
      await panel.ask('DELETE', `/servers/${id}`);
      pass(11);
      expect(await free()).toBe(3072);
      expect((await order({ hypervisorId: 3 })).status).toBe(201);
    });

    it('is spread over the group’s hypervisors, and maintenance takes one out', async () => {
      const first = (await order()).json.data.hypervisorId as number;
      const second = (await order()).json.data.hypervisorId as number;
      expect(new Set([first, second])).toEqual(new Set([1, 2]));
      panel.sandbox.virtfusion.setMaintenance(1, true);
      const placed = await Promise.all(Array.from({ length: 4 }, () => order()));
      expect(placed.map(answer => answer.json.data.hypervisorId)).toEqual([2, 2, 2, 2]);
    });

    it('runs out of addresses before it runs out of memory', async () => {
      const answer = await order({ ipv4: 64 });
      expect(answer.json.data.network.interfaces[0].ipv4).toHaveLength(64);
      for (let count = 0; count < 2; count += 1) expect((await order({ ipv4: 64 })).status).toBe(201);
      const last = await order({ ipv4: 64 });
      expect([last.status, last.json]).toEqual([422, { errors: ['There are not enough free IPv4 addresses'] }]);
    });

    it('is only looked at by a dry run', async () => {
      const good = await panel.ask('POST', '/servers?dryRun=true', { packageId: 1, userId, hypervisorId: 3 });
      expect([good.status, good.json]).toEqual([200, { data: [] }]);
      const bad = await panel.ask('POST', '/servers?dryRun=true', { packageId: 5, userId, hypervisorId: 3 });
      expect(bad.status).toBe(422);
      expect(panel.sandbox.virtfusion.servers()).toHaveLength(1);
    });

    it('follows overrides instead of the package', async () => {
      const { data } = (
        await order({
          memory: 1024,
          cpuCores: 2,
          storage: 25,
          traffic: 0,
          networkSpeedInbound: 500,
          additionalStorage1Enable: true,
          additionalStorage1Capacity: 10,
        })
      ).json;
      expect(data.settings.resources).toEqual({ memory: 1024, cpuCores: 2, storage: 25, traffic: 0 });
      expect(data.network.interfaces[0].inAverage).toBe(500);
      expect(data.storage.map((disk: { capacity: number }) => disk.capacity)).toEqual([25, 10]);
    });
  });

  describe('power', () => {
    it('goes through the queue and refuses a second wish meanwhile', async () => {
      const id = await addRunningServer(panel, userId);
      const { queueId } = (await panel.ask('POST', `/servers/${id}/power/shutdown`)).json.data;
      for (const [method, path, body] of [
        ['POST', 'power/boot', undefined],
        ['POST', 'suspend', undefined],
        ['POST', 'resetPassword', { user: 'root' }],
        ['POST', 'build', { operatingSystemId: 1 }],
        ['PUT', 'package/2', undefined],
        ['DELETE', '', undefined],
      ] as const) {
        const busy = await panel.ask(method, `/servers/${id}/${path}`, body);
        expect([path, busy.status, busy.json]).toEqual([path, 423, { msg: 'The server is busy with other tasks' }]);
      }
      pass(11);
      expect((await panel.ask('GET', `/queue/${queueId}`)).json.data).toMatchObject({
        action: 'shutdown_server',
        job: 'App\\Jobs\\Server\\KVM\\Shutdown',
        progress: 100,
      });
      expect((await readServer(panel, id, '?remoteState=true')).remoteState).toEqual({ state: 'stopped', running: false });
      expect((await panel.ask('POST', `/servers/${id}/power/boot`)).status).toBe(200);
      pass(11);
      expect((await readServer(panel, id, '?remoteState=true')).remoteState).toMatchObject({ running: true });
    });

    it('is refused in maintenance, while suspended, and before the first build', async () => {
      const id = await addRunningServer(panel, userId);
      const unbuilt = await addServer(panel, userId);
      expect((await panel.ask('POST', `/servers/${unbuilt}/power/boot`)).status).toBe(422);
      await panel.ask('POST', `/servers/${id}/suspend`);
      pass(11);
      expect(await readServer(panel, id, '?remoteState=true')).toMatchObject({
        suspended: true,
        remoteState: { running: false },
      });
      expect((await panel.ask('POST', `/servers/${id}/power/boot`)).status).toBe(423);
      await panel.ask('POST', `/servers/${id}/unsuspend`);
      pass(11);
      expect(await readServer(panel, id, '?remoteState=true')).toMatchObject({
        suspended: false,
        remoteState: { running: true },
      });
      panel.sandbox.virtfusion.setMaintenance((await readServer(panel, id)).hypervisorId, true);
      const answer = await panel.ask('POST', `/servers/${id}/power/restart`);
      expect([answer.status, answer.json]).toEqual([503, { msg: 'The hypervisor is in maintenance mode' }]);
    });

    it('answers the password it will set, for both names of the administrator', async () => {
      const id = await addRunningServer(panel, userId);
      for (const user of ['root', 'administrator']) {
        const { data } = (await panel.ask('POST', `/servers/${id}/resetPassword`, { user })).json;
        expect(data.expectedPassword).toMatch(/^[A-Za-z0-9]{20}$/);
        pass(11);
      }
      expect((await panel.ask('POST', `/servers/${id}/resetPassword`, { user: 'somebody' })).status).toBe(422);
    });
  });

  describe('deletion', () => {
    it('leaves the server readable until it is due, then 404', async () => {
      const id = await addRunningServer(panel, userId);
      expect((await panel.ask('DELETE', `/servers/${id}?delay=120`)).status).toBe(204);
      pass(119);
      expect(await readServer(panel, id)).toMatchObject({ deleteLevel: 1, state: 'complete' });
      expect((await panel.ask('POST', `/servers/${id}/power/restart`)).status).toBe(200);
      pass(30);
      const gone = await panel.ask('GET', `/servers/${id}`);
      expect([gone.status, gone.json]).toEqual([404, { msg: 'server not found' }]);
    });

    it('is refused for a server that must not be disturbed, and for a delay out of range', async () => {
      const answer = await panel.ask('DELETE', '/servers/1');
      expect([answer.status, answer.json]).toEqual([423, { msg: 'Do Not Disturb mode is active for this server' }]);
      const id = await addServer(panel, userId);
      expect((await panel.ask('DELETE', `/servers/${id}?delay=99999`)).status).toBe(422);
    });
  });

  describe('changes', () => {
    it('moves to a bigger package and says what stayed', async () => {
      const id = await addRunningServer(panel, userId);
      const answer = await panel.ask('PUT', `/servers/${id}/package/2`, { memory: false });
      expect(answer.status).toBe(200);
      expect(answer.json.info).toContain('primary network speed inbound not updated. It matches the current value');
      expect(answer.json.info).not.toContain('CPU cores not updated. It matches the current value');
      expect((await readServer(panel, id)).settings.resources).toEqual({ memory: 2048, storage: 80, traffic: 4000, cpuCores: 2 });
    });

    it('never shrinks a disk', async () => {
      const id = await addRunningServer(panel, userId, { packageId: 2 });
      const answer = await panel.ask('PUT', `/servers/${id}/package/1`);
      expect(answer.json.info).toContain('primary disk not updated. It either matches or is lower than the current value');
      expect((await readServer(panel, id)).settings.resources).toMatchObject({ memory: 2048, storage: 80 });
    });

    it('changes name, memory, cores, traffic, throttle, owner, plan, access and custom XML', async () => {
      const id = await addServer(panel, userId);
      const other = await addUser(panel, 6);
      const change = async (path: string, body?: unknown) => (await panel.ask('PUT', `/servers/${id}/${path}`, body)).status;
      expect(await change('modify/name', { name: 'Büro №1' })).toBe(201);
      expect(await change('modify/memory', { memory: 4096 })).toBe(201);
      expect(await change('modify/cpuCores', { cores: 3 })).toBe(201);
      expect(await change('modify/traffic', { traffic: '123' })).toBe(201);
      expect(await change('modify/cpuThrottle', { percent: 25 })).toBe(201);
      expect(await change('backups/plan/2')).toBe(201);
      expect(await change('backupManager/access', { type: 'manual' })).toBe(201);
      expect(await change(`owner/${other}`)).toBe(201);
      await panel.ask('POST', `/servers/${id}/customXML`, { devices: '<x/>', devicesEnabled: true });
      expect(await readServer(panel, id)).toMatchObject({
        name: 'Büro №1',
        ownerId: other,
        owner: { id: other },
        cpu: { cores: 3, throttle: 25 },
        settings: { resources: { memory: 4096, cpuCores: 3, traffic: 123 } },
        backupPlan: { id: 2 },
        customXML: { devices: { xml: '<x/>', enabled: true }, domain: { xml: '', enabled: false } },
      });
      expect(await change('modify/memory', { memory: 100 })).toBe(422);
      expect(await change('modify/memory', { memory: 2_000_000 })).toBe(422);
      expect(await change('modify/cpuThrottle', { percent: 100 })).toBe(422);
      expect(await change('owner/999')).toBe(404);
      expect(await change('backups/plan/0')).toBe(201);
      expect((await readServer(panel, id)).backupPlan).toEqual({ id: null, name: null });
    });
  });
});
