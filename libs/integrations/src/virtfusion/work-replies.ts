import { z } from 'zod';

import { plainReason } from '../http';
import { phpObject, tolerant } from './canary/tolerant';
import { flag, time } from './fields';
import type { QueueItem, TrafficPeriod } from './server';

const step = z
  .object({ type: z.string(), created: time, updated: time })
  .transform(({ type, created, updated }) => ({ type, createdAt: created, updatedAt: updated }));

/** The message of what went wrong, wherever in the item it is; a fault without words is no reason to reject the item. */
const errors = tolerant(
  'errors',
  phpObject(z.object({ exception: phpObject(z.object({ message: z.string().nullish() })) })),
  null,
);

export const queueItemReply = z
  .object({
    id: z.int(),
    serverId: z.int().nullish(),
    action: z.string(),
    started: time.nullish(),
    finished: time.nullish(),
    failed: flag,
    progress: z.number().nullish(),
    errors,
    primaryActions: tolerant('primaryActions', z.array(step).nullish(), null),
  })
  .transform((item): QueueItem => ({
    id: item.id,
    serverId: item.serverId ?? null,
    action: item.action,
    finished: item.finished != null,
    failed: item.failed,
    progress: Math.min(100, Math.max(0, Math.round(item.progress ?? 0))),
    startedAt: item.started ?? null,
    finishedAt: item.finished ?? null,
    error: plainReason(item.errors?.exception?.message ?? '') || null,
    steps: item.primaryActions ?? [],
  }));

export const queuedReply = z.object({ queueId: z.int() });

export const passwordResetReply = z.object({ queueId: z.int(), expectedPassword: z.string().min(1) });

const period = z
  .object({
    month: z.int(),
    start: time,
    end: time,
    rx: z.number(),
    tx: z.number(),
    total: z.number(),
    limit: z.number(),
    blocks: z.array(z.object({ traffic: z.number() })).nullish(),
  })
  .transform((row): TrafficPeriod => ({
    month: row.month,
    startsAt: row.start,
    endsAt: row.end,
    receivedBytes: row.rx,
    sentBytes: row.tx,
    totalBytes: row.total,
    limitGb: row.limit,
    extraGb: (row.blocks ?? []).reduce((sum, block) => sum + block.traffic, 0),
  }));

export const trafficReply = z.object({ monthly: z.array(period) }).transform(traffic => traffic.monthly);
