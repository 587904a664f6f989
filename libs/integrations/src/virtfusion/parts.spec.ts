import { reply, ScriptedServer } from '../testing/scripted-server';
import { UpstreamNotFound, UpstreamNotOffered } from '../upstream';
import { VirtFusionHttpClient } from './client';
import { fullServer } from './testing/full-server';
import type { VirtFusion } from './virtfusion';

describe('the parts of VirtFusion', () => {
  let panel: ScriptedServer;
  let virtfusion: VirtFusion;

  beforeAll(async () => {
    panel = await ScriptedServer.start();
    virtfusion = new VirtFusionHttpClient({ url: panel.url, token: 'virtfusion-token-for-tests', timeoutMs: 2_000 });
  });
  afterAll(() => panel.stop());

  const sent = () => JSON.parse(panel.last.body) as unknown;
  const listOf = (...data: object[]) => reply(200, { current_page: 1, last_page: 1, total: data.length, data });

  describe('changes', () => {
    it('tells what a new package left as it was', async () => {
      panel.script(reply(200, { info: ['traffic not updated. It matches the current value'] }));

      expect(await virtfusion.changes.changePackage(69, 2, { primaryDiskSize: false })).toEqual([
        'traffic not updated. It matches the current value',
      ]);
      expect(sent()).toEqual({ primaryDiskSize: false });
    });

    it.each([
      ['rename', (vf: VirtFusion) => vf.changes.rename(69, 'web-2'), { name: 'web-2' }],
      ['setMemory', (vf: VirtFusion) => vf.changes.setMemory(69, 4096), { memory: 4096 }],
      ['setCores', (vf: VirtFusion) => vf.changes.setCores(69, 4), { cores: 4 }],
      ['setTraffic', (vf: VirtFusion) => vf.changes.setTraffic(69, 5000), { traffic: 5000 }],
      ['throttle', (vf: VirtFusion) => vf.changes.throttle(69, 25), { percent: 25 }],
      ['setBackupAccess', (vf: VirtFusion) => vf.changes.setBackupAccess(69, 'scheduled'), { type: 'scheduled' }],
    ])('sends %s in the units of VirtFusion', async (_name, change, body) => {
      panel.script(reply(201));

      await change(virtfusion);

      expect(sent()).toEqual(body);
    });

    it('lists backups', async () => {
      const times = { deleteAfter: null, created: '2026-01-15T15:00:49+00:00', updated: '2026-01-15T15:00:49+00:00' };
      const row = {
        id: 3,
        serverId: 69,
        storage: { id: 1, name: 'Backup store', enabled: true },
        progress: false,
        complete: true,
      };
      panel.script(reply(200, { data: [{ ...row, deleting: false, restoring: 0, ...times }] }));

      expect(await virtfusion.changes.backups(69)).toEqual([
        {
          id: 3,
          storageName: 'Backup store',
          complete: true,
          deleting: false,
          restoring: false,
          deleteAfter: null,
          createdAt: new Date('2026-01-15T15:00:49Z'),
        },
      ]);
    });
  });

  describe('network', () => {
    it('takes free addresses and gives addresses back', async () => {
      panel.script(reply(200, { data: ['192.0.2.36', '192.0.2.37'] }), reply(204));

      expect(await virtfusion.network.addIpv4(69, 'primary', 2)).toEqual(['192.0.2.36', '192.0.2.37']);
      expect(sent()).toEqual({ interface: 'primary', quantity: 2 });
      await virtfusion.network.removeIpv4(69, 'secondary', ['192.0.2.36']);
      expect(sent()).toEqual({ interface: 'secondary', ip: ['192.0.2.36'] });
    });

    it('lets an address pass and stops it again', async () => {
      panel.script(reply(201), reply(204));

      await virtfusion.network.allow(69, 'primary', '198.51.100.0', 24);
      expect(sent()).toEqual({ interface: 'primary', ip: '198.51.100.0', cidr: 24 });
      await virtfusion.network.disallow(69, 'primary', '198.51.100.0');
      expect(sent()).toEqual({ interface: 'primary', ip: '198.51.100.0' });
    });

    it('reads the firewall and clears its rules', async () => {
      const rule = { direction: 'in', action: 'accept', protocol: 'tcp', port: 22 };
      panel.script(reply(200, { data: { enabled: 1, rules: [rule] } }), reply(201));

      expect(await virtfusion.network.firewall(69, 'primary')).toEqual({ enabled: true, rules: [rule] });
      await virtfusion.network.applyRulesets(69, 'primary', []);
      expect(sent()).toEqual({ rulesets: [] });
    });

    it('reads blocks of traffic and the months they can be bought for', async () => {
      const first = { month: 1, start: '2026-01-06 00:00:00', end: '2026-02-05 23:59:59' };
      const second = { month: 2, start: '2026-02-06 00:00:00', end: '2026-03-05 23:59:59' };
      const assigned = [{ id: 4, current: true, traffic: 500, added: '2026-01-20T12:41:28.000000Z', ...first }];
      panel.script(
        reply(200, { data: { assigned, available: { total: 2, current: first, months: { 2: second, 1: first } } } }),
        reply(201),
      );

      const blocks = await virtfusion.network.trafficBlocks(69);

      expect(blocks.assigned).toEqual([
        expect.objectContaining({ id: 4, isCurrent: true, amountGb: 500, addedAt: new Date('2026-01-20T12:41:28Z') }),
      ]);
      expect(blocks.months.map(({ month }) => month)).toEqual([1, 2]);
      expect(blocks.current.startsAt).toEqual(new Date('2026-01-06T00:00:00Z'));
      await virtfusion.network.addTrafficBlock(69, 2, 500);
      expect(sent()).toEqual({ month: 2, amount: 500 });
    });

    it.each([
      ['with JSON', reply(404, { message: 'The route api/v1/connectivity/ipv4/rdns could not be found.' })],
      ['with a web page', reply(404, '<html>404</html>')],
      ['with another method', reply(405, { message: 'The PUT method is not supported for this route.' })],
    ])('knows that an older panel has no reverse names, told %s', async (_name, script) => {
      panel.script(script);

      await expect(virtfusion.network.setReverseName('192.0.2.36', null)).rejects.toBeInstanceOf(UpstreamNotOffered);
      expect(sent()).toEqual({ address: '192.0.2.36', ptr: null });
    });

    it('does not take a missing address for a missing operation', async () => {
      panel.script(reply(404, { msg: 'address not found' }));

      await expect(virtfusion.network.setReverseName('192.0.2.99', null)).rejects.toBeInstanceOf(UpstreamNotFound);
    });
  });

  describe('infrastructure', () => {
    it('never hands over what a hypervisor is reached with', async () => {
      const group = { id: 2, name: 'Frankfurt', default: true };
      const limits = { maxServers: 0, maxCpu: 28, maxMemory: 10000 };
      const row = { id: 6, commissioned: 3, ip: '192.0.2.5', hostname: null, name: 'BHV 1', maintenance: false, enabled: true };
      panel.script(listOf({ ...row, group, encryptedToken: 'eyJpdiI6-secret', ...limits, networks: [], storage: [] }));

      const hypervisors = await virtfusion.infrastructure.hypervisors();

      expect(hypervisors).toEqual([
        {
          id: 6,
          name: 'BHV 1',
          ip: '192.0.2.5',
          hostname: null,
          groupId: 2,
          groupName: 'Frankfurt',
          enabled: true,
          maintenance: false,
          isCommissioned: true,
          mostServers: 0,
          mostCores: 28,
          mostMemoryMb: 10000,
        },
      ]);
      expect(JSON.stringify(hypervisors)).not.toContain('secret');
    });

    it('reads the family of a block that is in use', async () => {
      const none = { gateway: null, netmask: null, subnet: null, total: 0, usedTotal: 0, freeTotal: 0 };
      const ipv4 = { ...none, gateway: '192.0.2.1', netmask: '255.255.255.0', total: 250, usedTotal: 30, freeTotal: 220 };
      const ipv6 = { ...none, gateway: 'fe80::1', subnet: '2001:db8::', total: 65536, usedTotal: 4, freeTotal: 65532 };
      panel.script(
        listOf(
          { id: 1, type: 4, name: 'Public', ipv4, ipv6: none, enabled: true },
          { id: 2, type: 6, name: 'Public 6', ipv4: none, ipv6, enabled: 1 },
        ),
      );

      expect(await virtfusion.infrastructure.ipBlocks()).toEqual([
        expect.objectContaining({ id: 1, family: 4, netmask: '255.255.255.0', total: 250, used: 30, free: 220 }),
        expect.objectContaining({ id: 2, family: 6, netmask: '2001:db8::', gateway: 'fe80::1', free: 65532 }),
      ]);
    });
  });

  describe('self service', () => {
    it('reads a pack', async () => {
      const amount = { t: 8, u: 2, f: 6, p: 25, l: true };
      const usage = { servers: amount, memory: amount, storage: amount, cpu: amount, traffic: { ...amount, l: false } };
      const limits = { total_servers: 8, max_memory: 4096, max_storage: 80, max_cpu: 4, max_traffic: 0 };
      panel.script(reply(200, { data: { type: 'pack', id: 18, pid: 9, label: null, name: 'Pack 2', limits, used: {}, usage } }));

      expect(await virtfusion.selfService.pack(18)).toMatchObject({
        id: 18,
        profileId: 9,
        enabled: null,
        servers: { total: 8, used: 2, free: 6, percent: 25, isLimited: true },
        trafficGb: { isLimited: false },
        mostPerServer: { memoryMb: 4096, storageGb: 80, cores: 4, trafficGb: 0 },
      });
    });

    it('gives a pack by its profile, switched on unless said otherwise', async () => {
      panel.script(reply(201, { data: { id: 17 } }));

      expect(await virtfusion.selfService.createPack(5, 9)).toEqual({ id: 17 });
      expect(sent()).toEqual({ packId: 9, enabled: true });
    });

    it('reads what a token is worth to the last digit', async () => {
      const dollar = { id: 11, code: 'USD', value: '0.0100000000', prefix: '$', suffix: null, default: true, enabled: true };
      panel.script(reply(200, { data: [dollar] }));

      expect(await virtfusion.selfService.currencies()).toEqual([
        { id: 11, code: 'USD', perToken: '0.0100000000', prefix: '$', suffix: null, isDefault: true, enabled: true },
      ]);
    });

    it('reads the use of several months', async () => {
      const figure = { hours: 12, token: 3.3, tokenReal: 3.29 };
      const period = { start: '2026-01-01T00:00:00+00:00', end: '2026-01-31T23:59:59+00:00', currentPeriod: true };
      const figures = { usageServers: figure, usageServersBillable: { ...figure, hours: 0, tokenReal: 0 } };
      panel.script(reply(200, { data: { user: {}, ...figures, periods: [{ ...period, ...figures, servers: [] }] } }));

      const usage = await virtfusion.selfService.usage(17, ['2026-01-01', '2026-02-01']);

      expect(panel.last.url).toContain('period%5B%5D=2026-01-01&period%5B%5D=2026-02-01');
      expect(usage).toMatchObject({ servers: { hours: 12, tokens: '3.29' }, billable: { hours: 0, tokens: '0' } });
      expect(usage.periods).toMatchObject([{ isCurrent: true, startsAt: new Date('2026-01-01T00:00:00Z') }]);
    });

    it('takes false for "no number" in a statement', async () => {
      const term = {
        term: 'January 2026',
        period: { ymd: '2026-01-01', start: '2026-01-01 00:00:00', end: '2026-01-31 23:59:59' },
      };
      const none = { hours: false, value: false, tokens: false };
      panel.script(reply(200, { data: { usage: { servers: [], monthlyTotal: none, ...term }, currency: { code: '' } } }));

      expect(await virtfusion.selfService.report(17)).toMatchObject({
        term: 'January 2026',
        hours: null,
        value: null,
        tokens: null,
        currency: null,
      });
    });
  });

  it('signs a user in at a server', async () => {
    const authentication = {
      endpoint_complete: '/token_authenticate/?1=a&2=b',
      expiry: { expires: '2026-01-20T12:49:52.170943Z' },
    };
    panel.script(reply(200, { data: { authentication } }));

    expect(await virtfusion.signUserInToServer(17, 69)).toMatchObject({ url: `${panel.url}/token_authenticate/?1=a&2=b` });
  });

  it('lists the keys of a user', async () => {
    const key = { id: 8, name: 'laptop', publicKey: 'ssh-ed25519 AAAA', type: 'OpenSSH', enabled: true };
    panel.script(reply(200, { data: [{ ...key, created: '2026-01-20T12:41:28.000000Z' }] }));

    expect(await virtfusion.sshKeysOfUser(2)).toEqual([
      { id: 8, name: 'laptop', publicKey: 'ssh-ed25519 AAAA', enabled: true, createdAt: new Date('2026-01-20T12:41:28Z') },
    ]);
  });

  it('lists every server in full', async () => {
    panel.script(listOf({ ...fullServer, remoteState: undefined }));

    const servers = [];
    for await (const server of virtfusion.allServersInFull()) servers.push(server);

    expect(panel.last.url).toBe('/api/v1/servers?type=full&results=200&page=1');
    expect(servers).toEqual([expect.objectContaining({ id: 69, hypervisorGroupId: 2, remote: null })]);
  });

  it('reaches every other operation too', async () => {
    panel.script(reply(200, { data: { id: 3 } }), reply(200));

    expect(await virtfusion.request('GET /media/iso/{isoId}', { params: { isoId: 3 } })).toEqual({ data: { id: 3 } });
    expect(await virtfusion.request('POST /servers/{serverId}/customXML', { params: { serverId: 69 }, body: {} })).toBeNull();
  });

  it('lets no id change the path', async () => {
    panel.script(reply(200, { data: {} }));

    await virtfusion.request('GET /media/iso/{isoId}', { params: { isoId: '../users/1?x=' } });

    expect(panel.last.url).toBe('/api/v1/media/iso/..%2Fusers%2F1%3Fx%3D');
    const without = virtfusion.request('GET /media/iso/{isoId}', { params: { isoId: '' } });
    await expect(without).rejects.toThrow('needs isoId');
  });
});
