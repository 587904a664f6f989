import { createSandbox, type Sandbox, type SandboxSnapshot } from '@sky/simulators';

import { UpstreamNotOffered } from '../upstream';
import { VirtFusionHttpClient } from './client';
import type { Call } from './call';
import { type Operation, OPERATIONS, OPERATIONS_SINCE_7_1 } from './operations';
import type { VirtFusion } from './virtfusion';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc other';

/** Bodies of good calls. */
const BODIES: Partial<Record<Operation, unknown>> = {
  'POST /connectivity/ipblocks/{blockId}/ipv4': { type: 'range', start: '198.18.0.1', end: '198.18.0.50' },
  'POST /servers': { packageId: 1, userId: 0, hypervisorId: 2 },
  'POST /servers/{serverId}/build': { operatingSystemId: 2, name: 'again', hostname: 'again.example.net' },
  'POST /servers/{serverId}/resetPassword': { user: 'root', sendMail: false },
  'PUT /servers/{serverId}/modify/name': { name: 'Renamed' },
  'PUT /servers/{serverId}/modify/memory': { memory: 3072 },
  'PUT /servers/{serverId}/modify/cpuCores': { cores: 2 },
  'PUT /servers/{serverId}/modify/traffic': { traffic: 3000 },
  'PUT /servers/{serverId}/modify/cpuThrottle': { percent: 50 },
  'PUT /servers/{serverId}/backupManager/access': { type: 'full' },
  'POST /servers/{serverId}/customXML': { domain: '<a/>', domainEnabled: true },
  'POST /servers/{serverId}/traffic/blocks': { month: 1, amount: 500 },
  'POST /servers/{serverId}/ipv4Qty': { interface: 'primary', quantity: 2 },
  'POST /servers/{serverId}/networkWhitelist': { interface: 'primary', ip: '192.0.2.200', cidr: 32 },
  'DELETE /servers/{serverId}/networkWhitelist': { interface: 'primary', ip: '192.0.2.99' },
  'POST /servers/{serverId}/firewall/{interface}/rules': { rulesets: [1, 2] },
  'POST /servers/{serverId}/vnc': { action: 'enable' },
  'POST /ssh_keys': { userId: 0, name: 'second', publicKey: KEY },
  'POST /users': { name: 'Grace', email: 'grace@example.com', extRelationId: 9 },
  'PUT /users/{extRelationId}/byExtRelation': { name: 'Ada Byron' },
  'POST /selfService/credit/byUserExtRelationId/{extRelationId}': { tokens: 100, reference_1: 7 },
  'PUT /selfService/access/byUserExtRelationId/{extRelationId}': { syncToProfiles: true },
  'PUT /selfService/hourlyResourcePack/byUserExtRelationId/{extRelationId}': { packId: 9 },
  'POST /selfService/hourlyGroupProfile/byUserExtRelationId/{extRelationId}': { profileId: 2 },
  'POST /selfService/resourceGroupProfile/byUserExtRelationId/{extRelationId}': { profileId: 2 },
  'POST /selfService/resourcePack/byUserExtRelationId/{extRelationId}': { packId: 9, enabled: true },
  'PUT /selfService/resourcePack/{packId}': { enabled: false },
};

describe('every operation of the Global API, as simulated', () => {
  let sandbox: Sandbox;
  let company: SandboxSnapshot;
  let virtfusion: VirtFusion;
  /** What good calls name. */
  const ids: Record<string, string | number> = { extRelationId: 5, interface: 'primary', profileId: 1 };
  let addresses: readonly string[] = [];

  beforeAll(async () => {
    sandbox = await createSandbox({ buildSeconds: 0.05, powerSeconds: 0.05 });
    const { url, token } = sandbox.virtfusion;
    virtfusion = new VirtFusionHttpClient({ url, token, timeoutMs: 2_000 });
    await fillCompany();
    company = sandbox.snapshot();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => sandbox.restore(company));

  /** A company in which every operation has something to act on. */
  async function fillCompany(): Promise<void> {
    const ada = await virtfusion.createUser({ name: 'Ada', email: 'ada@example.com', extRelationId: 5, selfService: 3 });
    const bob = await virtfusion.createUser({ name: 'Bob', email: 'bob@example.com', extRelationId: 6 });
    const { id: serverId } = await virtfusion.createServer({ packageId: 1, userId: ada.id, hypervisorGroupId: 1 });
    await virtfusion.buildServer(serverId, { operatingSystemId: 1, name: 'web-1', hostname: 'web1.example.net' });
    while ((await virtfusion.server(serverId)).busy) await new Promise(resolve => setTimeout(resolve, 20));
    const { queueId } = await virtfusion.power(serverId, 'restart');
    while ((await virtfusion.server(serverId)).busy) await new Promise(resolve => setTimeout(resolve, 20));
    await virtfusion.network.allow(serverId, 'primary', '192.0.2.99', 32);
    await virtfusion.network.addTrafficBlock(serverId, 1, 100);
    for (const kind of ['hourlyGroupProfile', 'resourceGroupProfile'] as const) {
      const operation = `POST /selfService/${kind}/byUserExtRelationId/{extRelationId}` as const;
      await virtfusion.request(operation, { params: { extRelationId: 5 }, body: { profileId: 1 } });
    }
    const { ipv4 } = await virtfusion.server(serverId);
    addresses = ipv4;
    const [block] = (await virtfusion.network.trafficBlocks(serverId)).assigned;
    Object.assign(ids, {
      ...{ serverId, userId: ada.id, newOwnerId: bob.id, queueId, trafficBlockId: block?.id },
      ...{
        hypervisorId: 1,
        hypervisorGroupId: 1,
        blockId: 1,
        packageId: 2,
        serverPackageId: 1,
        planId: 1,
        isoId: 1,
        serviceId: 1,
      },
      keyId: (await virtfusion.addSshKey({ userId: ada.id, name: 'laptop', publicKey: KEY })).id,
      creditId: (await virtfusion.addCredit(5, { tokens: '50' })).id,
      packId: (await virtfusion.selfService.createPack(5, 9)).id,
    });
  }

  /** A good call of an operation. */
  function callOf(operation: Operation): Call {
    const names = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const params = Object.fromEntries(names.map(name => [name, ids[name] ?? '']));
    if (operation.includes('/traffic/blocks/')) params['blockId'] = ids['trafficBlockId'] ?? '';
    // A user who owns servers is not deleted.
    if (operation === 'DELETE /users/{extRelationId}/byExtRelation') params['extRelationId'] = 6;
    return { params, body: bodyOf(operation) };
  }

  function bodyOf(operation: Operation): unknown {
    if (operation === 'DELETE /servers/{serverId}/ipv4') return { interface: 'primary', ip: addresses.slice(0, 1) };
    if (operation === 'POST /servers/{serverId}/ipv4') return { interface: 'secondary', ip: [nextTo(addresses[0] ?? '')] };
    const body = BODIES[operation];
    return typeof body === 'object' && body !== null && 'userId' in body ? { ...body, userId: ids['userId'] } : body;
  }

  it('are 85, each named once', () => {
    expect(OPERATIONS).toHaveLength(85);
    expect(new Set(OPERATIONS).size).toBe(85);
    const simulated = sandbox.virtfusion.operations().map(operation => operation.replace(/:(\w+)/g, '{$1}'));
    const known: readonly string[] = [...OPERATIONS, ...OPERATIONS_SINCE_7_1];
    expect(OPERATIONS.filter(operation => !simulated.includes(operation))).toEqual([]);
    expect(simulated.filter(operation => !known.includes(operation))).toEqual([]);
  });

  it.each(OPERATIONS)('%s', async operation => {
    const answer = await virtfusion.request(operation, callOf(operation) as never);

    expect(answer === null || typeof answer === 'object' || answer === '').toBe(true);
  });

  it.each(OPERATIONS_SINCE_7_1)('%s is known to be missing, or is there', async operation => {
    const isSimulated = sandbox.virtfusion.operations().includes(operation.replace(/\{(\w+)\}/g, ':$1'));
    if (isSimulated) return;

    const call = virtfusion.request(operation, callOf(operation) as never);

    await expect(call).rejects.toBeInstanceOf(UpstreamNotOffered);
  });
});

/** An address of the same network far from the others. */
function nextTo(address: string): string {
  return address.replace(/\d+$/, '200');
}
