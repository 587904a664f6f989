import { reply, ScriptedServer } from '../testing/scripted-server';
import { VirtFusionHttpClient } from './client';
import { fullServer } from './testing/full-server';
import type { VirtFusion } from './virtfusion';

/** What a guest without counters and without an agent leaves open. */
const unseen = { disk: null, fileSystems: [], guestSystem: null };

describe('what VirtFusion says', () => {
  let panel: ScriptedServer;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    panel = await ScriptedServer.start();
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: 'virtfusion-token-for-tests', timeoutMs: 2_000 });
  });
  afterAll(() => panel.stop());

  describe('about servers', () => {
    it('orders by group, in the units of VirtFusion', async () => {
      panel.script(reply(201, { data: { ...fullServer, remoteState: undefined, state: 'allocated', name: '', built: null } }));

      const server = await virtfusion.createServer({ packageId: 3, userId: 2, hypervisorGroupId: 1, memoryMb: 4096 });

      expect(JSON.parse(panel.last.body)).toEqual({ packageId: 3, userId: 2, hypervisorId: 1, memory: 4096 });
      expect(server).toMatchObject({ id: 69, state: 'allocated', builtAt: null, hypervisorId: 6, remote: null });
    });

    it('tries an order without creating anything', async () => {
      panel.script(reply(200, { data: [] }), reply(422, { errors: ['No free IPv4'] }));

      await virtfusion.tryOrder({ packageId: 3, userId: 2, hypervisorGroupId: 1 });

      expect(panel.last.url).toBe('/api/v1/servers?dryRun=true');
      await expect(virtfusion.tryOrder({ packageId: 3, userId: 2, hypervisorGroupId: 1 })).rejects.toMatchObject({
        reason: 'No free IPv4',
      });
    });

    it('reads a server with what the hypervisor sees', async () => {
      panel.script(reply(200, { data: fullServer }));

      const server = await virtfusion.server(69, { remoteState: true });

      expect(panel.last.url).toBe('/api/v1/servers/69?remoteState=true');
      expect(server).toMatchObject({
        ownerId: 3,
        ownerExtRelationId: 17,
        hypervisorGroupId: 2,
        cpuCores: 2,
        memoryMb: 1024,
        storageGb: 11,
        trafficGb: 20000,
        templateId: 49,
        ipv4: ['192.0.2.36', '192.0.2.37'],
        ipv6: ['2001:db8:abcd:12:2::/80'],
        arch: 'x86_64',
        hypervisorName: 'BHV 1',
        disks: [{ id: 1, drive: 'a', capacityGb: 11, type: 'qcow2', primary: true, enabled: true }],
        vncEnabled: false,
        vncPort: 5903,
        throttlePercent: 25,
        pendingTasks: [{ action: 'Create HDD (sdb)', requires: ['boot', 'restart'] }],
        backupPlanName: 'Daily',
        trafficPeriod: {
          startsAt: new Date('2026-01-06T00:00:00Z'),
          endsAt: new Date('2026-02-05T23:59:59.999Z'),
          limitGb: 20000,
        },
        sshKeys: [{ id: 1, name: 'laptop', publicKey: 'ssh-ed25519 AAAA ada' }],
        builtAt: new Date('2026-01-15T15:00:49Z'),
        remote: {
          running: true,
          state: 'running',
          cpuPercent: 3.1,
          memoryUsedMb: 303,
          memoryTotalMb: 986,
          disk: { readBytes: 1123, writeBytes: 456 },
          fileSystems: [{ mountpoint: '/', usedBytes: 1_900_000_000, totalBytes: 10_500_000_000 }],
          guestSystem: 'Debian GNU/Linux 12 (bookworm)',
        },
      });
    });

    it('reads the network cards, without addresses that are switched off', async () => {
      panel.script(reply(200, { data: fullServer }));

      const { interfaces } = await virtfusion.server(69);

      expect(interfaces).toEqual([
        {
          name: 'eth0',
          mac: '00:24:62:8c:01:7a',
          isPrimary: true,
          isNat: false,
          ipv4: [
            { address: '192.0.2.36', gateway: '192.0.2.1', netmask: '255.255.255.0', reverseName: 'web1.example.net' },
            { address: '192.0.2.37', gateway: null, netmask: null, reverseName: null },
          ],
          ipv6: [{ subnet: '2001:db8:abcd:12:2::', cidr: 80, gateway: null }],
          firewallEnabled: true,
          whitelist: [{ id: 4, ip: '198.51.100.0', cidr: 24 }],
        },
        expect.objectContaining({ name: 'eth1', isPrimary: false, ipv4: [], ipv6: [], whitelist: [] }),
      ]);
    });

    it('shows a server without the parts it cannot read', async () => {
      const odd = { storage: 'none', sshKeys: {}, traffic: [], vnc: [], cpu: 3, backupPlan: 'x', tasks: null, arch: 9 };
      panel.script(reply(200, { data: { ...fullServer, ...odd } }));

      expect(await virtfusion.server(69)).toMatchObject({
        disks: [],
        sshKeys: [],
        trafficPeriod: null,
        vncPort: null,
        throttlePercent: 0,
        backupPlanName: null,
        pendingTasks: [],
        busy: false,
        arch: 'other',
      });
    });

    it.each([
      [false, null],
      [[], null],
      [
        { state: 'stopped', running: false },
        { running: false, state: 'stopped', cpuPercent: null, memoryUsedMb: null, memoryTotalMb: null, ...unseen },
      ],
      [
        { state: 'running', running: true, cpu: 1, memory: { memtotal: 4194304, memfree: 3145728, _source: 'agent_meminfo' } },
        { running: true, state: 'running', cpuPercent: 1, memoryUsedMb: 1024, memoryTotalMb: 4096, ...unseen },
      ],
    ])('reads the remote state %j', async (remoteState, expected) => {
      panel.script(reply(200, { data: { ...fullServer, remoteState } }));

      expect((await virtfusion.server(69, { remoteState: true })).remote).toEqual(expected);
    });

    it('reads a server of the list of one user', async () => {
      const { settings, ...row } = fullServer;
      panel.script(reply(200, { data: [{ ...row, resources: { ...settings.resources, cpu_model: null }, state: 'migrating' }] }));

      expect(await virtfusion.serversOfUser(3)).toEqual([
        expect.objectContaining({ id: 69, state: 'unknown', ownerId: 3, memoryMb: 1024, ipv4: ['192.0.2.36', '192.0.2.37'] }),
      ]);
    });

    it('hands over the root password beside the server it belongs to', async () => {
      const settings = { ...fullServer.settings, decryptedPassword: 'uv1dm-secret' };
      panel.script(reply(200, { data: { ...fullServer, state: 'queued', settings } }));

      const built = await virtfusion.buildServer(69, { operatingSystemId: 49, hostname: 'web1.example.net', sshKeys: [1] });

      expect(JSON.parse(panel.last.body)).toEqual({ operatingSystemId: 49, hostname: 'web1.example.net', sshKeys: [1] });
      expect(built.rootPassword).toBe('uv1dm-secret');
      expect(JSON.stringify(built.server)).not.toContain('uv1dm-secret');
    });

    it('lists every server, page by page', async () => {
      const row = (id: number) => ({
        id,
        uuid: `uuid-${id}`,
        name: `server-${id}`,
        commissioned: 3,
        owner: 2,
        hypervisorId: 6,
        suspended: false,
        protected: false,
        updated: '2026-01-15T15:00:49+00:00',
        created: '2026-01-15T15:00:49+00:00',
      });
      panel.script(
        reply(200, { current_page: 1, last_page: 2, total: 3, data: [row(1), row(2)] }),
        reply(200, { current_page: 2, last_page: 2, total: 3, data: [row(3)] }),
      );

      const ids: number[] = [];
      for await (const server of virtfusion.allServers()) ids.push(server.id);

      expect(ids).toEqual([1, 2, 3]);
      expect(panel.requests.map(request => request.url)).toEqual([
        '/api/v1/servers?results=200&page=1',
        '/api/v1/servers?results=200&page=2',
      ]);
    });

    it('deletes with a delay', async () => {
      panel.script(reply(204));

      await virtfusion.deleteServer(69, { delayMinutes: 5 });

      expect(panel.last).toMatchObject({ method: 'DELETE', url: '/api/v1/servers/69?delay=5' });
    });
  });

  describe('about the screen', () => {
    const vnc = {
      ip: '192.168.4.2',
      hostname: null,
      port: 5903,
      password: 'ZNYonJeU',
      wss: { token: '0b7c', url: '/vnc/?token=0b7c' },
      enabled: false,
    };

    it('tells address, password and the viewer of the panel', async () => {
      panel.script(reply(200, { data: { vnc } }));

      expect(await virtfusion.vnc(69)).toEqual({
        host: '192.168.4.2',
        port: 5903,
        password: 'ZNYonJeU',
        enabled: false,
        webSocketUrl: `${panel.url.replace('http', 'ws')}/vnc/?token=0b7c`,
      });
      expect(panel.last).toMatchObject({ method: 'GET', url: '/api/v1/servers/69/vnc' });
    });

    it('switches it on, and prefers the name of the host', async () => {
      panel.script(reply(200, { data: { vnc: { ...vnc, hostname: 'hv1.example.net', wss: undefined }, queueId: null } }));

      expect(await virtfusion.setVnc(69, true)).toMatchObject({ host: 'hv1.example.net', webSocketUrl: null });
      expect(JSON.parse(panel.last.body)).toEqual({ action: 'enable' });
    });

    it('does not follow an address outside the panel', async () => {
      panel.script(reply(200, { data: { vnc: { ...vnc, wss: { url: '//elsewhere.example/vnc' } } } }));

      expect((await virtfusion.vnc(69)).webSocketUrl).toBeNull();
    });
  });

  describe('about queued work', () => {
    const item = {
      id: 158,
      serverId: 69,
      action: 'build_server',
      started: '2026-01-15T15:00:26+00:00',
      updated: '2026-01-15T15:00:49+00:00',
      finished: null,
      failed: false,
      progress: 40,
      errors: { exception: { errors: [], message: null } },
      primaryActions: [
        {
          type: 'server.boot',
          dataType: 'object',
          data: {},
          created: '2026-01-15T15:00:30+00:00',
          updated: '2026-01-15T15:00:31+00:00',
        },
      ],
      subActions: [],
    };

    it('tells how far it is', async () => {
      panel.script(reply(200, { data: item }));

      expect(await virtfusion.queueItem(158)).toMatchObject({
        finished: false,
        failed: false,
        progress: 40,
        error: null,
        steps: [{ type: 'server.boot', createdAt: new Date('2026-01-15T15:00:30Z') }],
      });
    });

    it('tells why it failed', async () => {
      const errors = { exception: { message: 'The disk\nis full.' } };
      panel.script(reply(200, { data: { ...item, finished: item.updated, failed: true, errors } }));

      expect(await virtfusion.queueItem(158)).toMatchObject({ finished: true, failed: true, error: 'The disk is full.' });
    });
  });

  it('reads what the hypervisors of a group can take', async () => {
    const resource = { units: '#', max: 0, allocated: 1, free: -1, percent: null };
    const storage = { enabled: 1, name: 'Local', storageType: 0, units: 'GB', max: 500, allocated: 100, free: 400, percent: 20 };
    panel.script(
      reply(200, {
        current_page: 1,
        last_page: 1,
        total: 1,
        data: [
          {
            hypervisor: { id: 6, name: 'BHV 1', enabled: true, prohibit: false, accept: true, commissioned: true },
            resources: {
              servers: resource,
              memory: { ...resource, max: 10000, free: 3180 },
              cpuCores: resource,
              localStorage: storage,
              otherStorage: [{ ...storage, id: 2, name: 'Ceph', storageType: 2, enabled: 0, path: null, isDatastore: true }],
              network: { total: { ipv4: { free: 470 } } },
            },
          },
        ],
      }),
    );

    expect(await virtfusion.groupResources(2)).toEqual([
      {
        hypervisorId: 6,
        name: 'BHV 1',
        enabled: true,
        prohibited: false,
        accepts: true,
        servers: { max: 0, allocated: 1, free: -1 },
        memoryMb: { max: 10000, allocated: 1, free: 3180 },
        cpuCores: { max: 0, allocated: 1, free: -1 },
        storage: [
          { name: 'Local', enabled: true, storageType: 0, max: 500, allocated: 100, free: 400 },
          { name: 'Ceph', enabled: false, storageType: 2, max: 500, allocated: 100, free: 400 },
        ],
        freeIpv4: 470,
      },
    ]);
  });

  it('reads traffic in bytes, with times of no zone as UTC', async () => {
    const blocks = [
      { id: 2, traffic: 100 },
      { id: 3, traffic: 50 },
    ];
    const period = {
      month: 2,
      start: '2026-01-06 00:00:00',
      end: '2026-02-05 23:59:59',
      rx: 1847110337,
      tx: 1270421,
      total: 1848380758,
      limit: 20000,
    };
    panel.script(reply(200, { data: { monthly: [{ ...period, blocks }] } }));

    expect(await virtfusion.traffic(69)).toEqual([
      {
        month: 2,
        startsAt: new Date('2026-01-06T00:00:00Z'),
        endsAt: new Date('2026-02-05T23:59:59Z'),
        receivedBytes: 1847110337,
        sentBytes: 1270421,
        totalBytes: 1848380758,
        limitGb: 20000,
        extraGb: 150,
      },
    ]);
  });
});
