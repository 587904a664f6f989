import type { IpBlockRow } from './model';
import { invalid } from './replies';
import type { AddressRow, ServerRow } from './server-model';
import type { World } from './world';

/** An IPv4 address as a number, undefined when it is none. */
export function ipv4Number(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some(part => !/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((number, part) => number * 256 + Number(part), 0);
}

export function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');
}

export function sizeOf(block: IpBlockRow): number {
  return block.ranges.reduce((sum, range) => sum + range.end - range.start + 1, 0);
}

/** Addresses that servers hold, as text. */
export function usedAddresses(world: World): Set<string> {
  const used = new Set<string>();
  for (const server of world.servers.all()) {
    for (const card of [server.interfaces.primary, server.interfaces.secondary]) {
      for (const { address } of card.ipv4) used.add(address);
    }
  }
  return used;
}

/** Blocks a group's servers draw from. */
export function blocksOf(world: World, groupId: number, type: 4 | 6): IpBlockRow[] {
  return world.ipBlocks.where(block => block.type === type && block.enabled && block.groupIds.includes(groupId));
}

/** IPv4 addresses nobody holds, in a group's blocks. */
export function freeIpv4(world: World, groupId: number): number {
  const used = usedAddresses(world);
  return blocksOf(world, groupId, 4).reduce(
    (sum, block) => sum + [...addressesIn(block)].filter(text => !used.has(text)).length,
    0,
  );
}

/** Takes so many free addresses for a server of a group, or refuses. */
export function takeIpv4(world: World, groupId: number, quantity: number): AddressRow[] {
  const used = usedAddresses(world);
  const taken: AddressRow[] = [];
  for (const block of blocksOf(world, groupId, 4)) {
    for (const address of addressesIn(block)) {
      if (taken.length === quantity) return taken;
      if (!used.has(address)) taken.push({ id: world.nextSerial(), blockId: block.id, address });
    }
  }
  if (taken.length < quantity) throw invalid('There are not enough free IPv4 addresses');
  return taken;
}

/** Takes exactly these addresses, or refuses. */
export function claimIpv4(world: World, groupId: number, wanted: readonly string[]): AddressRow[] {
  const used = usedAddresses(world);
  return wanted.map(address => {
    const number = ipv4Number(address);
    const block = blocksOf(world, groupId, 4).find(
      candidate => number !== undefined && candidate.ranges.some(range => range.start <= number && number <= range.end),
    );
    if (!block) throw invalid(`${address} is not available to the server`);
    if (used.has(address)) throw invalid(`${address} is already in use`);
    used.add(address);
    return { id: world.nextSerial(), blockId: block.id, address };
  });
}

/** Gives a server its IPv6 subnet, when its group has a block and it has none yet. */
export function giveIpv6(world: World, server: ServerRow): void {
  const groupId = world.hypervisors.get(server.hypervisorId)?.groupId ?? 0;
  const block = blocksOf(world, groupId, 6)[0];
  if (!block || server.interfaces.primary.ipv6.length > 0) return;
  const id = world.nextSerial();
  server.interfaces.primary.ipv6.push({ id, blockId: block.id, subnet: `${block.prefix6}:${server.id.toString(16)}::` });
}

function* addressesIn(block: IpBlockRow): Generator<string> {
  for (const range of block.ranges) {
    for (let number = range.start; number <= range.end; number += 1) yield ipv4Text(number);
  }
}
