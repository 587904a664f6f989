import { randomUUID } from 'node:crypto';
import { takeIpv4 } from './addresses';
import { CHOICES } from './choices';
import { startMetering } from './metering';
import { placeServer } from './placement';
import { invalid } from './replies';
import { randomWord } from './secrets';
import { CUSTOM_XML_PARTS, type DiskRow, type InterfaceRow, type ServerRow } from './server-model';
import type { World } from './world';

/** Values that replace the package's. */
export interface Overrides {
  readonly ipv4?: number;
  readonly storage?: number;
  readonly traffic?: number;
  readonly memory?: number;
  readonly cpuCores?: number;
  readonly speedIn?: number;
  readonly speedOut?: number;
  readonly storageProfile?: number;
  readonly networkProfile?: number;
  readonly firewallRulesets?: readonly number[];
  readonly extraDisks?: readonly { readonly capacity: number; readonly profile: number }[];
}

export interface ServerOrder {
  readonly packageId: number;
  readonly ownerId: number;
  readonly groupId: number;
  readonly overrides: Overrides;
}

/** Finds a place and addresses for a server and keeps it, or refuses and changes nothing. */
export function createServer(world: World, order: ServerOrder): ServerRow {
  const draft = draftServer(world, order);
  const server = world.servers.insert(draft);
  startMetering(world, server, server.created);
  return server;
}

/** Everything that creating would check and choose, without keeping the server. */
export function draftServer(world: World, { packageId, ownerId, groupId, overrides }: ServerOrder): Omit<ServerRow, 'id'> {
  const plan = world.packages.get(packageId);
  if (!plan?.enabled) throw invalid('The package does not exist or is disabled');
  const resources = {
    memory: overrides.memory ?? plan.memory,
    storage: overrides.storage ?? plan.primaryStorage,
    traffic: overrides.traffic ?? plan.traffic,
    cpuCores: overrides.cpuCores ?? plan.cpuCores,
  };
  const disks = disksOf(world, resources.storage, overrides);
  const storage = disks.reduce((sum, disk) => sum + disk.capacity, 0);
  const hypervisor = placeServer(world, groupId, { ...resources, storage });
  const primary = cardOf(world, 'eth0', 'public', overrides);
  primary.ipv4 = takeIpv4(world, groupId, overrides.ipv4 ?? 1);
  const now = world.now();
  return {
    uuid: randomUUID(),
    ownerId,
    hypervisorId: hypervisor.id,
    packageId,
    name: '',
    hostname: null,
    state: 'allocated',
    buildFailed: false,
    suspended: false,
    doNotDisturb: false,
    power: 'stopped',
    resources,
    speed: { in: overrides.speedIn ?? plan.networkSpeedIn, out: overrides.speedOut ?? plan.networkSpeedOut },
    diskLimits: {
      readBytes: plan.readBytesSec,
      writeBytes: plan.writeBytesSec,
      readIops: plan.readIopsSec,
      writeIops: plan.writeIopsSec,
    },
    networkProfile: overrides.networkProfile ?? plan.networkProfile,
    disks,
    templateId: 0,
    rootPassword: null,
    timezone: '_default',
    wantsIpv6: false,
    sshKeyIds: [],
    backupPlanId: plan.backupPlanId,
    backupAccess: 'inherit',
    cpuThrottle: 0,
    customXml: emptyCustomXml(),
    interfaces: { primary, secondary: cardOf(world, 'eth1', 'private', {}) },
    vnc: {
      ...{ enabled: false, isClosed: !CHOICES.vncIsOpenAtFirst, port: 5900 + (world.servers.size % 4000) },
      ...{ password: randomWord(8), token: randomUUID() },
    },
    trafficBlocks: [],
    trafficBytes: {},
    trafficCountedTo: now,
    resourcePackId: null,
    deleteAt: null,
    isDeleting: false,
    taskFinishedAt: null,
    built: null,
    created: now,
    updated: now,
  };
}

function disksOf(world: World, storage: number, overrides: Overrides): DiskRow[] {
  const profile = overrides.storageProfile ?? 0;
  const extra = overrides.extraDisks ?? [];
  return [
    { id: world.nextSerial(), primary: true, capacity: storage, profile },
    ...extra.map(disk => ({ ...disk, id: world.nextSerial(), primary: false })),
  ];
}

function cardOf(world: World, name: string, type: InterfaceRow['type'], overrides: Overrides): InterfaceRow {
  const id = world.nextSerial();
  const rulesets = (overrides.firewallRulesets ?? []).filter(ruleset => ruleset > 0);
  return {
    id,
    tag: 4_618_000_000 + id,
    name,
    mac: `00:16:3e:${[16, 8, 0].map(shift => ((id >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`,
    type,
    ipv4: [],
    ipv6: [],
    firewallEnabled: rulesets.length > 0,
    firewallRulesets: rulesets,
    whitelist: [],
  };
}

function emptyCustomXml(): ServerRow['customXml'] {
  return Object.fromEntries(CUSTOM_XML_PARTS.map(part => [part, { xml: '', enabled: false }])) as ServerRow['customXml'];
}
