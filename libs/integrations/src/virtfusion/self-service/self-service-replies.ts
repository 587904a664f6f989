import { z } from 'zod';

import { figure, flag, optionalFlag, optionalText, time } from '../fields';
import type {
  PackAmount,
  ResourcePack,
  SelfServiceCurrency,
  SelfServiceReport,
  SelfServiceUsage,
  UsageFigures,
} from './self-service';

export const currencyReply = z
  .object({
    id: z.int(),
    code: z.string(),
    value: figure,
    prefix: optionalText,
    suffix: optionalText,
    default: optionalFlag,
    enabled: flag,
  })
  .transform(({ value, default: isDefault, ...row }): SelfServiceCurrency => ({ ...row, perToken: value ?? '0', isDefault }));

/** t total, u used, f free, p percent, l limited. */
const amount = z
  .object({ t: z.number(), u: z.number(), f: z.number(), p: z.number(), l: flag })
  .transform(({ t, u, f, p, l }): PackAmount => ({ total: t, used: u, free: f, percent: p, isLimited: l }));

export const resourcePackReply = z
  .object({
    id: z.int(),
    pid: z.int(),
    name: z.string(),
    label: optionalText,
    enabled: flag.nullish(),
    limits: z.object({ max_memory: z.number(), max_storage: z.number(), max_cpu: z.number(), max_traffic: z.number() }),
    usage: z.object({ servers: amount, memory: amount, storage: amount, cpu: amount, traffic: amount }),
  })
  .transform(({ limits, usage, ...pack }): ResourcePack => ({
    id: pack.id,
    profileId: pack.pid,
    name: pack.name,
    label: pack.label,
    enabled: pack.enabled ?? null,
    servers: usage.servers,
    memoryMb: usage.memory,
    storageGb: usage.storage,
    cores: usage.cpu,
    trafficGb: usage.traffic,
    mostPerServer: {
      memoryMb: limits.max_memory,
      storageGb: limits.max_storage,
      cores: limits.max_cpu,
      trafficGb: limits.max_traffic,
    },
  }));

const figures = z
  .object({ hours: z.number(), tokenReal: figure })
  .transform(({ hours, tokenReal }): UsageFigures => ({ hours, tokens: tokenReal ?? '0' }));

const period = z
  .object({ start: time, end: time, currentPeriod: optionalFlag, usageServers: figures, usageServersBillable: figures })
  .transform(row => ({
    startsAt: row.start,
    endsAt: row.end,
    isCurrent: row.currentPeriod,
    servers: row.usageServers,
    billable: row.usageServersBillable,
  }));

export const usageReply = z
  .object({ usageServers: figures, usageServersBillable: figures, periods: z.array(period) })
  .transform((row): SelfServiceUsage => ({
    servers: row.usageServers,
    billable: row.usageServersBillable,
    periods: row.periods,
  }));

/** `false` stands for "no number". */
const count = z.union([z.number(), z.literal(false)]).nullish();

export const reportReply = z
  .object({
    usage: z.object({
      term: z.string(),
      period: z.object({ start: time, end: time }),
      monthlyTotal: z.object({ hours: count, value: figure, tokens: figure }),
    }),
    currency: z.object({ code: optionalText }).nullish(),
  })
  .transform(({ usage, currency }): SelfServiceReport => ({
    term: usage.term,
    startsAt: usage.period.start,
    endsAt: usage.period.end,
    hours: usage.monthlyTotal.hours === false ? null : (usage.monthlyTotal.hours ?? null),
    value: usage.monthlyTotal.value,
    tokens: usage.monthlyTotal.tokens,
    currency: currency?.code ?? null,
  }));
