import { createHash } from 'node:crypto';
import { freeIpv4, sizeOf } from './addresses';
import type { GroupRow, HypervisorRow, IpBlockRow } from './model';
import { accepts, allocatedOn } from './placement';
import { modelTime } from './timestamps';
import type { World } from './world';

export function groupView(group: GroupRow): Record<string, unknown> {
  const { id, name, description, distributionType, enabled, isDefault, created } = group;
  return {
    ...{ id, name, label: null, description, distributionType, enabled, default: isDefault },
    ...{ created: modelTime(created), updated: modelTime(created) },
  };
}

/** A hypervisor as the compute endpoints show it; only the list shows `storage`. */
export function hypervisorView(world: World, hypervisor: HypervisorRow): Record<string, unknown> {
  const { id, ip, name, maintenance, enabled, maxServers, maxCpu, maxMemory } = hypervisor;
  const dated = { created: modelTime(hypervisor.created), updated: modelTime(hypervisor.created) };
  const group = world.groups.get(hypervisor.groupId);
  const { label: _label, ...grouped } = group ? groupView(group) : {};
  return {
    ...{ id, commissioned: 3, ip, ipAlt: null, hostname: null, port: 8892, sshPort: 22, name, maintenance, enabled, nfType: 4 },
    group: grouped,
    encryptedToken: createHash('sha256').update(`${name} token`).digest('base64'),
    ...{ maxServers, maxCpu, maxMemory },
    networks: [{ id, type: 'simpleBridge', bridge: 'br0', primary: true, default: true, ...dated }],
    ...dated,
  };
}

/** What a hypervisor can carry, carries and has left. */
export function resourcesView(world: World, hypervisor: HypervisorRow): Record<string, unknown> {
  const used = allocatedOn(world, hypervisor.id);
  return {
    servers: amount('#', hypervisor.maxServers, used.servers),
    memory: amount('MB', hypervisor.maxMemory, used.memory),
    cpuCores: amount('#', hypervisor.maxCpu, used.cpuCores),
    localStorage: {
      enabled: 1,
      name: 'Local (Default mountpoint)',
      storageType: 0,
      ...amount('GB', hypervisor.maxStorage, used.storage),
    },
    otherStorage: [],
  };
}

export function groupResourcesView(world: World, hypervisor: HypervisorRow): Record<string, unknown> {
  const { id, name, enabled } = hypervisor;
  return {
    hypervisor: { id, name, enabled, prohibit: !accepts(hypervisor), accept: accepts(hypervisor), commissioned: true },
    resources: {
      ...resourcesView(world, hypervisor),
      network: { total: { ipv4: { free: freeIpv4(world, hypervisor.groupId) } } },
    },
  };
}

export function ipBlockView(world: World, block: IpBlockRow): Record<string, unknown> {
  const isV4 = block.type === 4;
  const resolvers = { primary: block.resolvers[0], secondary: block.resolvers[1] };
  const none = { primary: null, secondary: null };
  const total = sizeOf(block);
  const usedV4 = isV4 ? countIn(world, block) : 0;
  const usedV6 = world.servers.where(server => server.interfaces.primary.ipv6.some(subnet => subnet.blockId === block.id)).length;
  return {
    ...{ id: block.id, type: block.type, name: block.name },
    ipv4: {
      gateway: isV4 ? block.gateway : null,
      netmask: isV4 ? block.netmask : null,
      resolvers: isV4 ? resolvers : none,
      ...{ total, usedTotal: usedV4, freeTotal: total - usedV4 },
    },
    ipv6: {
      gateway: isV4 ? null : block.gateway,
      resolvers: isV4 ? none : resolvers,
      subnet: isV4 ? null : `${block.prefix6}::`,
      ...{
        from: isV4 ? 0 : 64,
        to: isV4 ? 0 : 80,
        restricted: [],
        total: isV4 ? 0 : 65_536,
        generatedTotal: usedV6,
        usedTotal: usedV6,
      },
      ...{ freeTotal: isV4 ? 0 : 65_536 - usedV6, freeGenerated: 0, blacklistedTotal: 0 },
    },
    ...{ rdnsType: 0, rdnsZoneId: null, networkProfile: 0, routeBlock: null, dhcp: 1, enabled: block.enabled },
    ...{ created: modelTime(block.created), updated: modelTime(block.created) },
  };
}

/** How many of a block's addresses servers hold. */
function countIn(world: World, block: IpBlockRow): number {
  return world.servers
    .all()
    .flatMap(server => [...server.interfaces.primary.ipv4, ...server.interfaces.secondary.ipv4])
    .filter(row => row.blockId === block.id).length;
}

function amount(units: string, max: number, allocated: number): Record<string, unknown> {
  const percent = max === 0 ? null : Math.round((allocated / max) * 1000) / 10;
  return { units, max, allocated, free: max - allocated, percent };
}
