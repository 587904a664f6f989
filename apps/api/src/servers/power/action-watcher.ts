import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError, UpstreamNotFound } from '@sky/integrations/upstream';
import { type QueueItem, VirtFusion } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { Observer } from '../observing/observer';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';
import { ServerAction } from './server-action.entity';

const LOOK_AGAIN_SECONDS = 1;
const LOOK_AGAIN_LATER_SECONDS = 15;
/** An action that VirtFusion never confirmed is judged by what the server does after this. */
const DOUBT_MS = 60_000;

/** Follows an action through VirtFusion's queue and reads the server back at the end: an accepted order is not yet the state. */
@Injectable()
@HandlesJob({ topic: 'server.watch-action', concurrency: 4, retryLimit: 50, retryDelayMaxSeconds: 30 })
export class ActionWatcher implements JobHandler<'server.watch-action'> {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly observer: Observer,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
  ) {}

  async handle({ actionId }: JobTopics['server.watch-action']): Promise<void> {
    const em = this.em.fork();
    const action = await em.findOne(ServerAction, { id: actionId });
    if (!action?.isOpen) return;
    const server = await em.findOneOrFail(Server, { id: action.serverId });
    if (action.queueId == null) return this.judge(em, action, server);
    const item = await this.item(action.queueId);
    if (item === null || !item.finished) {
      if (item && action.progress !== item.progress) {
        action.progress = item.progress;
        await em.flush();
        await this.timeline.tell(server);
      }
      return this.again(actionId, item ? LOOK_AGAIN_SECONDS : LOOK_AGAIN_LATER_SECONDS);
    }
    await this.end(em, action, server, item.failed ? (item.error ?? 'VirtFusion could not do this.') : null);
  }

  private async item(queueId: number): Promise<QueueItem | null> {
    try {
      return await this.virtfusion.queueItem(queueId);
    } catch (error) {
      if (error instanceof UpstreamNotFound || !(error instanceof UpstreamError)) throw error;
      return null;
    }
  }

  /** Nothing in the queue to ask about: the server itself shows whether it happened. */
  private async judge(em: EntityManager, action: ServerAction, server: Server): Promise<void> {
    await this.observer.observe(server.id);
    const { state, observedAt } = await em.findOneOrFail(Server, { id: server.id }, { refresh: true });
    const isSeen = observedAt != null && observedAt > action.startedAt;
    const wanted = action.kind === 'boot' || action.kind === 'restart' ? 'running' : 'stopped';
    if (isSeen && state === wanted && action.kind !== 'restart') return this.end(em, action, server, null);
    if (!isSeen || Date.now() - action.startedAt.getTime() < DOUBT_MS) return this.again(action.id, LOOK_AGAIN_LATER_SECONDS);
    await this.end(em, action, server, `VirtFusion never confirmed this. The server is ${state}.`);
  }

  private async end(em: EntityManager, action: ServerAction, server: Server, problem: string | null): Promise<void> {
    await this.observer.observe(server.id);
    action.finish(problem === null ? 'done' : 'failed', problem);
    await em.flush();
    if (problem === null) await this.timeline.finish(server, action.kind);
    else await this.timeline.fail(server, action.kind, problem);
  }

  private again(actionId: number, seconds: number): Promise<void> {
    return this.jobs.add('server.watch-action', { actionId }, { startAfterSeconds: seconds, singletonKey: String(actionId) });
  }
}
