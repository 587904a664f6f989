import { isIP, isIPv4 } from 'node:net';

/** An address as PostgreSQL's `inet` takes it: no zone, an IPv4 address in its own form; null for what is no address. */
export function plainAddress(text: string): string | null {
  const [bare = ''] = text.trim().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const address = mapped ?? bare;
  return isIP(address) === 0 ? null : address;
}

/** A block of addresses. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Reads `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`; null for anything else. */
export function parseNetwork(text: string): Network | null {
  const [left = '', right, ...rest] = text.trim().split('/');
  const address = plainAddress(left);
  if (address === null || rest.length > 0 || left.includes('%')) return null;
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const longest = family === 'ipv4' ? 32 : 128;
  if (right === undefined) return { address, prefix: longest, family };
  if (!/^\d{1,3}$/.test(right) || Number(right) > longest) return null;
  return { address, prefix: Number(right), family };
}
