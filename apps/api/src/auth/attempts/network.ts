import { isIPv6 } from 'node:net';

/** What stands for one household or office when attempts are counted: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const [left, right] = [head, tail].map(part => part.split(':').filter(Boolean));
  const missing = 8 - (left?.length ?? 0) - (right?.length ?? 0);
  const zeros = address.includes('::') ? Array<string>(Math.max(missing, 0)).fill('0') : [];
  return [...(left ?? []), ...zeros, ...(right ?? [])].map(group => group.replace(/^0+(?=.)/, ''));
}
