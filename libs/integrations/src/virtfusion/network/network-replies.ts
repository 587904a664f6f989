import { z } from 'zod';

import { tolerant } from '../canary/tolerant';
import { flag, optionalFlag, time } from '../fields';
import type { Firewall, TrafficBlock, TrafficBlocks, TrafficMonth } from './server-network';

export const addressesReply = z.array(z.string().min(1));

export const firewallReply = z
  .object({ enabled: flag, rules: tolerant('rules', z.array(z.record(z.string(), z.unknown())).nullish(), null) })
  .transform(({ enabled, rules }): Firewall => ({ enabled, rules: rules ?? [] }));

const month = z
  .object({ month: z.int(), start: time, end: time })
  .transform((row): TrafficMonth => ({ month: row.month, startsAt: row.start, endsAt: row.end }));

const block = z
  .object({
    id: z.int(),
    current: optionalFlag,
    month: z.int(),
    traffic: z.number(),
    start: time,
    end: time,
    added: tolerant('added', time.nullish(), null),
  })
  .transform((row): TrafficBlock => ({
    id: row.id,
    isCurrent: row.current,
    month: row.month,
    startsAt: row.start,
    endsAt: row.end,
    amountGb: row.traffic,
    addedAt: row.added ?? null,
  }));

export const trafficBlocksReply = z
  .object({
    assigned: z.array(block),
    // PHP writes a map that counts from 1 as an object and an empty one as a list.
    available: z.object({ current: month, months: z.union([z.record(z.string(), month), z.array(month)]) }),
  })
  .transform(({ assigned, available }): TrafficBlocks => ({
    assigned,
    current: available.current,
    months: Object.values(available.months).sort((one, other) => one.month - other.month),
  }));
