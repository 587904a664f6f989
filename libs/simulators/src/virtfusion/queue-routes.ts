import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import type { QueueRow } from './model';
import { data, notFound } from './replies';
import { modelTime } from './timestamps';
import type { World } from './world';

/** Queue items, polled until `finished` is set. */
export function serveQueue(routes: Routes, world: World): void {
  routes.on('GET', '/queue/:queueId', call => {
    const item = world.queue.get(idOf(call, 'queueId'));
    if (!item) throw notFound('queue');
    return data(queueView(item, world.now()));
  });
}

/** How far an item is, 0 to 100; a failed one stops half-way. */
export function progressOf(item: QueueRow, now: number): number {
  if (item.finishedAt !== null) return item.doomed ? 50 : 100;
  return Math.max(0, Math.min(99, Math.floor(((now - item.startedAt) / item.durationMs) * 100)));
}

function queueView(item: QueueRow, now: number): Record<string, unknown> {
  const progress = progressOf(item, now);
  const done = Math.floor((item.steps.length * progress) / 100);
  const stepAt = (index: number) => modelTime(item.startedAt + (item.durationMs * index) / item.steps.length);
  const failed = item.finishedAt !== null && item.doomed;
  const message = failed ? `The task ${item.action} did not complete on the hypervisor` : null;
  return {
    ...{ id: item.id, jobId: String(694 + item.id), job: item.job, hypervisorId: item.hypervisorId, serverId: item.serverId },
    ...{ action: item.action, queue: 'default', started: modelTime(item.startedAt), updated: modelTime(item.finishedAt ?? now) },
    ...{ finished: item.finishedAt === null ? null : modelTime(item.finishedAt), failed, progress },
    errors: { exception: { stringable: failed, errors: [], type: failed ? 'RuntimeException' : null, trace: null, message } },
    primaryActions: item.steps.slice(0, done).map((type, index) => ({
      ...{ type, dataType: 'object', data: { success: true }, created: stepAt(index), updated: stepAt(index + 1) },
    })),
    subActions: [],
  };
}
