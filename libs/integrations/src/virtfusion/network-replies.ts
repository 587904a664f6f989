import { z } from 'zod';

import { tolerant } from './canary/tolerant';
import { flag, optionalFlag, optionalText } from './fields';
import type { Ipv4Address, Ipv6Subnet, NetworkInterface, WhitelistEntry } from './server-parts';

/** Left out by some answers; only a clear "off" counts as off. */
const switchedOn = flag.nullish().transform(value => value ?? true);

const ipv4 = z
  .object({ address: z.string(), enabled: switchedOn, gateway: optionalText, netmask: optionalText, rdns: optionalText })
  .transform(({ rdns, ...row }) => ({ ...row, reverseName: rdns }));

const ipv6 = z.object({ subnet: optionalText, cidr: z.int().nullish(), enabled: switchedOn, gateway: optionalText });

const whitelistEntry = z
  .object({ id: z.int().nullish(), ip: z.string(), mask: z.coerce.number().int().nullish() })
  .transform(({ id, ip, mask }): WhitelistEntry => ({ id: id ?? null, ip, cidr: mask ?? null }));

const card = z.object({
  name: optionalText,
  mac: optionalText,
  isNat: optionalFlag,
  firewallEnabled: optionalFlag,
  ipv4: z.array(ipv4).nullish(),
  ipv6: z.array(ipv6).nullish(),
  ipWhitelist: tolerant('ipWhitelist', z.array(whitelistEntry).nullish(), null),
});

/** The network cards of a server; addresses that are switched off do not count. */
export const interfacesReply = z
  .object({ interfaces: z.array(card), secondaryInterfaces: tolerant('secondaryInterfaces', z.array(card).nullish(), null) })
  .nullish()
  // PHP writes an empty map as a list.
  .or(z.array(z.unknown()).transform(() => null))
  .transform((network): NetworkInterface[] => [
    ...(network?.interfaces ?? []).map(one => interfaceOf(one, true)),
    ...(network?.secondaryInterfaces ?? []).map(one => interfaceOf(one, false)),
  ]);

function interfaceOf(one: z.output<typeof card>, isPrimary: boolean): NetworkInterface {
  return {
    name: one.name,
    mac: one.mac,
    isPrimary,
    isNat: one.isNat,
    ipv4: (one.ipv4 ?? []).filter(isOn).map(({ enabled: _enabled, ...address }): Ipv4Address => address),
    ipv6: (one.ipv6 ?? []).filter(isOn).flatMap((row): Ipv6Subnet[] => {
      return row.subnet ? [{ subnet: row.subnet, cidr: row.cidr ?? 64, gateway: row.gateway }] : [];
    }),
    firewallEnabled: one.firewallEnabled,
    whitelist: one.ipWhitelist ?? [],
  };
}

/** The addresses of a server's primary cards, in the order VirtFusion lists them. */
export function addressesOf(interfaces: readonly NetworkInterface[]): { ipv4: string[]; ipv6: string[] } {
  const primary = interfaces.filter(one => one.isPrimary);
  return {
    ipv4: primary.flatMap(one => one.ipv4.map(({ address }) => address)),
    ipv6: primary.flatMap(one => one.ipv6.map(({ subnet, cidr }) => `${subnet}/${cidr}`)),
  };
}

function isOn(row: { enabled: boolean }): boolean {
  return row.enabled;
}
