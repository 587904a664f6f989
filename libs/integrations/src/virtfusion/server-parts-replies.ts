import { z } from 'zod';

import { phpObject, tolerant } from './canary/tolerant';
import { optionalFlag, optionalText, time } from './fields';
import type { CurrentTrafficPeriod, InstalledSshKey, PendingTask, ServerDisk } from './server-parts';

// Parts that decorate a server: where one of them cannot be read, the server is shown without it.

const disk = z
  .object({
    id: z.int(),
    drive: optionalText,
    capacity: z.number(),
    type: optionalText,
    primary: optionalFlag,
    enabled: optionalFlag,
  })
  .transform(({ capacity, ...row }): ServerDisk => ({ ...row, capacityGb: capacity }));

export const disksReply = tolerant('storage', z.array(disk).nullish(), null).transform(rows => rows ?? []);

const pendingTask = z
  .object({ action: z.string(), requires: tolerant('requires', z.array(z.string()).nullish(), null) })
  .transform(({ action, requires }): PendingTask => ({ action, requires: requires ?? [] }));

const taskActions = phpObject(z.object({ pending: z.array(pendingTask).nullish() }));

export const tasksReply = phpObject(
  z.object({ active: optionalFlag, actions: tolerant('tasks.actions', taskActions, null) }),
).transform(tasks => ({ busy: tasks?.active ?? false, pendingTasks: tasks?.actions?.pending ?? [] }));

const sshKey = z
  .object({ id: z.int(), name: z.string(), public: z.string() })
  .transform((row): InstalledSshKey => ({ id: row.id, name: row.name, publicKey: row.public }));

export const sshKeysReply = tolerant('sshKeys', z.array(sshKey).nullish(), null).transform(rows => rows ?? []);

const trafficPeriod = z.object({ public: z.object({ currentPeriod: z.object({ start: time, end: time, limit: z.number() }) }) });

export const trafficPeriodReply = tolerant('traffic', phpObject(trafficPeriod), null).transform(
  (traffic): CurrentTrafficPeriod | null => {
    const period = traffic?.public.currentPeriod;
    return period ? { startsAt: period.start, endsAt: period.end, limitGb: period.limit } : null;
  },
);

const vncState = z.object({ port: z.int().nullish(), enabled: optionalFlag });

export const vncStateReply = tolerant('vnc', phpObject(vncState), null).transform(vnc => ({
  vncPort: vnc?.port ?? null,
  vncEnabled: vnc?.enabled ?? false,
}));

export const throttleReply = tolerant('cpu', phpObject(z.object({ throttle: z.number().nullish() })), null).transform(
  cpu => cpu?.throttle ?? 0,
);

export const backupPlanReply = tolerant('backupPlan', phpObject(z.object({ name: optionalText })), null).transform(
  plan => plan?.name ?? null,
);
