import { z } from 'zod';

import { phpObject, tolerant } from './canary/tolerant';
import { agentReply, disksCountersReply } from './guest-replies';
import type { RemoteState } from './server';

/** Figures in kB. Which of them a guest tells depends on its drivers; Windows guests tell `memtotal` and `memfree`. */
const memory = z
  .object({
    actual: z.number(),
    unused: z.number(),
    available: z.number(),
    usable: z.number(),
    memtotal: z.number(),
    memfree: z.number(),
  })
  .partial();

type Memory = z.output<typeof memory>;

const KB_PER_MB = 1024;

/** VirtFusion writes `false` when the state was not asked for or the hypervisor did not answer. */
export const remoteStateReply = z
  .union([
    z.object({
      state: z.string().nullish(),
      running: z.boolean().nullish(),
      cpu: tolerant('remoteState.cpu', z.number().nullish(), null),
      memory: tolerant('remoteState.memory', phpObject(memory), null),
      disk: disksCountersReply,
      agent: agentReply,
    }),
    // PHP writes an empty map as a list.
    z.array(z.unknown()).transform(() => null),
    z.literal(false).transform(() => null),
  ])
  .nullish()
  .transform((remote): RemoteState | null => {
    if (!remote || (remote.state == null && remote.running == null)) return null;
    const running = remote.running ?? remote.state === 'running';
    return {
      running,
      state: remote.state ?? (running ? 'running' : 'stopped'),
      cpuPercent: remote.cpu ?? null,
      ...memoryOf(remote.memory ?? {}),
      disk: remote.disk,
      ...remote.agent,
    };
  });

function memoryOf(kb: Memory): { memoryUsedMb: number | null; memoryTotalMb: number | null } {
  const total = kb.memtotal ?? kb.available ?? kb.actual;
  // `usable` counts caches as free, as people do; `unused` does not.
  const free = kb.memfree ?? kb.usable ?? kb.unused;
  return {
    memoryUsedMb: total === undefined || free === undefined ? null : Math.max(0, Math.round((total - free) / KB_PER_MB)),
    memoryTotalMb: total === undefined ? null : Math.round(total / KB_PER_MB),
  };
}
