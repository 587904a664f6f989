import { z } from 'zod';

import { tolerant } from '../canary/tolerant';
import { flag, optionalFlag, optionalText } from '../fields';
import type { Hypervisor, IpBlock } from './infrastructure';

/** The highest step of setting one up. */
const COMMISSIONED = 3;

const limit = z
  .number()
  .nullish()
  .transform(value => value ?? 0);

/** `encryptedToken` is not named here on purpose: what is not named is dropped. */
export const hypervisorReply = z
  .object({
    id: z.int(),
    name: z.string(),
    ip: z.string(),
    hostname: optionalText,
    group: tolerant('group', z.object({ id: z.int(), name: optionalText }).nullish(), null),
    enabled: flag,
    maintenance: optionalFlag,
    commissioned: z.union([z.int(), z.boolean()]),
    maxServers: limit,
    maxCpu: limit,
    maxMemory: limit,
  })
  .transform((row): Hypervisor => ({
    id: row.id,
    name: row.name,
    ip: row.ip,
    hostname: row.hostname,
    groupId: row.group?.id ?? null,
    groupName: row.group?.name ?? null,
    enabled: row.enabled,
    maintenance: row.maintenance,
    isCommissioned: row.commissioned === true || row.commissioned === COMMISSIONED,
    mostServers: row.maxServers,
    mostCores: row.maxCpu,
    mostMemoryMb: row.maxMemory,
  }));

const counts = { total: z.number(), usedTotal: z.number(), freeTotal: z.number() };

export const ipBlockReply = z
  .object({
    id: z.int(),
    name: z.string(),
    type: z.union([z.literal(4), z.literal(6)]),
    enabled: flag,
    ipv4: z.object({ gateway: optionalText, netmask: optionalText, ...counts }),
    ipv6: z.object({ gateway: optionalText, subnet: optionalText, ...counts }),
  })
  .transform((row): IpBlock => {
    const family = row.type === 4 ? row.ipv4 : row.ipv6;
    return {
      id: row.id,
      name: row.name,
      family: row.type,
      enabled: row.enabled,
      gateway: family.gateway,
      netmask: row.type === 4 ? row.ipv4.netmask : row.ipv6.subnet,
      total: family.total,
      used: family.usedTotal,
      free: family.freeTotal,
    };
  });
