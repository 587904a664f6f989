import { FIREWALL_RULESETS } from './catalogue';
import type { InterfaceRow, ServerRow } from './server-model';
import type { World } from './world';

/** A network card inside the full server object. */
export function interfaceView(world: World, server: ServerRow, card: InterfaceRow, order: number): Record<string, unknown> {
  const hypervisor = world.hypervisors.get(server.hypervisorId);
  return {
    ...{
      id: card.id,
      order,
      enabled: true,
      tag: card.tag,
      name: card.name,
      type: card.type,
      driver: 1,
      processQueues: null,
      mac: card.mac,
    },
    ...{ ipv4ToMac: null, ipv6ToMac: null, inTrafficCount: card.type === 'public', outTrafficCount: card.type === 'public' },
    ...speeds(server),
    ...{ ipFilter: true, vlans: [], ipFilterType: '4-6', portIsolated: false },
    ...{ ipv4_resolver_1: null, ipv4_resolver_2: null, ipv6_resolver_1: null, ipv6_resolver_2: null },
    ...{ networkProfile: server.networkProfile, dhcpV4: 0, dhcpV6: 0, firewallEnabled: card.firewallEnabled },
    ...{ hypervisorNetwork: hypervisor?.id ?? null, isNat: false, nat: false, firewall: firewallRules(card) },
    hypervisorConnectivity: {
      id: hypervisor?.id ?? null,
      type: 'simpleBridge',
      bridge: 'br0',
      mtu: null,
      primary: true,
      default: true,
    },
    ipWhitelist: card.whitelist.map(({ id, ip, mask }) => ({ id, type: ip.includes(':') ? 6 : 4, ip, mask })),
    actions: [],
    ipv4: card.ipv4.map((row, index) => ({
      id: row.id,
      ...addressView(world, row.blockId, row.address, index),
      ...(order === 1 ? { blockId: row.blockId } : {}),
      rdns: null,
      mac: null,
    })),
    ipv6: card.ipv6.map(({ id, blockId, subnet }, index) => ({
      id,
      block: { id: blockId, name: world.ipBlocks.get(blockId)?.name ?? '' },
      ...{ order: index + 1, enabled: true, addresses: [], addressesDetailed: [], subnet, cidr: 80, exhausted: false },
      ...gatewayOf(world, blockId),
      routeNet: false,
    })),
  };
}

/** A network card in the list of a user's servers, with fewer fields. */
export function clientInterfaceView(world: World, server: ServerRow, card: InterfaceRow, order: number): Record<string, unknown> {
  return {
    ...{ order, enabled: true, tag: card.tag, name: card.name, mac: card.mac, ...speeds(server), isNat: false },
    ipv4: card.ipv4.map((row, index) => addressView(world, row.blockId, row.address, index)),
    ipv6: card.ipv6.map(({ subnet }, index) => ({ order: index + 1, enabled: true, subnet, cidr: 80 })),
  };
}

/** The rules a card's rulesets amount to. */
export function firewallRules(card: InterfaceRow): unknown[] {
  return FIREWALL_RULESETS.filter(set => card.firewallRulesets.includes(set.id)).flatMap(set => [...set.rules]);
}

function speeds({ speed }: ServerRow): Record<string, number> {
  return { inAverage: speed.in, inPeak: 0, inBurst: 0, outAverage: speed.out, outPeak: 0, outBurst: 0 };
}

function addressView(world: World, blockId: number, address: string, index: number): Record<string, unknown> {
  const netmask = world.ipBlocks.get(blockId)?.netmask ?? '255.255.255.0';
  return { order: index + 1, enabled: true, address, netmask, ...gatewayOf(world, blockId) };
}

function gatewayOf(world: World, blockId: number): Record<string, unknown> {
  const block = world.ipBlocks.get(blockId);
  return { gateway: block?.gateway ?? null, resolver1: block?.resolvers[0] ?? null, resolver2: block?.resolvers[1] ?? null };
}
