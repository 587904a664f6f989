import { z } from 'zod';

const switched = z.union([z.boolean(), z.number()]).nullish();

/** The interfaces of a server; addresses that are switched off do not count. */
export const interfacesReply = z
  .object({
    interfaces: z.array(
      z.object({
        ipv4: z.array(z.object({ address: z.string(), enabled: switched })).nullish(),
        ipv6: z.array(z.object({ subnet: z.string().nullish(), cidr: z.int().nullish(), enabled: switched })).nullish(),
      }),
    ),
  })
  .nullish()
  // PHP writes an empty map as a list.
  .or(z.array(z.unknown()).transform(() => null));

/** The addresses of a server, in the order VirtFusion lists them, the primary one first. */
export function addressesOf(network: z.output<typeof interfacesReply>): { ipv4: string[]; ipv6: string[] } {
  const interfaces = network?.interfaces ?? [];
  return {
    ipv4: interfaces.flatMap(one => (one.ipv4 ?? []).filter(isOn).map(entry => entry.address)),
    ipv6: interfaces.flatMap(one =>
      (one.ipv6 ?? []).filter(isOn).flatMap(entry => (entry.subnet ? [`${entry.subnet}/${entry.cidr ?? 64}`] : [])),
    ),
  };
}

function isOn(entry: { enabled?: boolean | number | null }): boolean {
  return entry.enabled !== false && entry.enabled !== 0;
}
