import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError, UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion, type VirtFusionServer } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { Observer } from '../observing/observer';
import { ServerAction } from '../power/server-action.entity';
import { Server } from '../server.entity';
import { ServerNews } from '../timeline/server-news';
import { Timeline } from '../timeline/timeline';
import { judgeRebuild, type RebuildStanding } from './rebuild-judge';
import { rebuildWishOf } from './wish';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Look after an operating system that is being installed anew. */
    'server.watch-rebuild': { actionId: number };
  }
}

const LOOK_AGAIN_SECONDS = 2;
const LOOK_AGAIN_LATER_SECONDS = 15;
/** A rebuild that VirtFusion never confirmed and that left no trace is given up after this. */
const DOUBT_MS = 90_000;
/** One that was accepted and shows nothing for this long is no longer waited for. */
const LONGEST_MS = 3_600_000;
const WORDS = { waiting: 'waiting in the host’s queue', installing: 'installing' } as const;

/** Follows a rebuild by looking at the server, until it is built, has failed, or has left no trace for long enough. */
@Injectable()
@HandlesJob({ topic: 'server.watch-rebuild', concurrency: 4, retryLimit: 50, retryDelayMaxSeconds: 30 })
export class RebuildWatcher implements JobHandler<'server.watch-rebuild'> {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly observer: Observer,
    private readonly timeline: Timeline,
    private readonly news: ServerNews,
    private readonly jobs: Jobs,
  ) {}

  async handle({ actionId }: JobTopics['server.watch-rebuild']): Promise<void> {
    const em = this.em.fork();
    const action = await em.findOne(ServerAction, { id: actionId });
    if (!action?.isOpen) return;
    const server = await em.findOneOrFail(Server, { id: action.serverId });
    const seen = await this.look(server);
    if (seen === 'gone') return this.end(action, 'VirtFusion no longer has this server.');
    if (seen === null) return this.again(actionId, LOOK_AGAIN_LATER_SECONDS);
    const standing = judgeRebuild(rebuildWishOf(action), seen);
    if (standing === 'done') return this.end(action, null);
    if (standing === 'failed')
      return this.end(action, 'The operating system could not be installed. Try again or choose another.');
    if (standing === 'no-trace') return this.doubt(action);
    await this.tell(em, action, server, standing);
    await this.again(actionId, LOOK_AGAIN_SECONDS);
  }

  private async look({ groupId, upstreamId }: Server): Promise<VirtFusionServer | 'gone' | null> {
    if (upstreamId === null) return 'gone';
    try {
      return await this.virtfusion.forGroup(groupId).server(upstreamId ?? 0);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return 'gone';
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  private async doubt(action: ServerAction): Promise<void> {
    const patience = action.state === 'running' ? LONGEST_MS : DOUBT_MS;
    if (Date.now() - action.startedAt.getTime() < patience) return this.again(action.id, LOOK_AGAIN_LATER_SECONDS);
    await this.end(action, 'VirtFusion shows no sign of this; nothing seems to have been installed.');
  }

  /** Whoever sees it being installed knows that VirtFusion took it. */
  private async tell(
    em: EntityManager,
    action: ServerAction,
    server: Server,
    standing: Extract<RebuildStanding, 'waiting' | 'installing'>,
  ): Promise<void> {
    const message = WORDS[standing];
    if (action.state === 'running' && action.message === message) return;
    Object.assign(action, { state: 'running', message });
    server.state = 'building';
    await em.flush();
    await this.timeline.tell(server);
  }

  private async end({ id, serverId }: ServerAction, problem: string | null): Promise<void> {
    await this.em.transactional(async em => {
      const action = await em.findOneOrFail(ServerAction, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!action.isOpen) return;
      const server = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { templateId, operatingSystem, publicKey, keyId } = rebuildWishOf(action);
      action.finish(problem === null ? 'done' : 'failed', problem);
      if (server.state === 'building') server.state = 'unknown';
      if (problem === null) {
        Object.assign(server, { templateId, operatingSystem, sshPublicKey: publicKey, sshKeyId: keyId, guestSystem: null });
        await em.flush();
        await this.timeline.finish(server, 'rebuild', operatingSystem);
        await this.news.tell(server, {
          title: `${server.name} runs ${operatingSystem}`,
          body: 'It was installed anew and is ready.',
          key: `rebuilt:${id}`,
        });
      } else {
        await em.flush();
        await this.timeline.fail(server, 'rebuild', problem);
        await this.news.tell(server, { title: `${server.name} could not be reinstalled`, body: problem, key: `rebuilt:${id}` });
      }
    });
    await this.observer.observe(serverId);
  }

  private again(actionId: number, seconds: number): Promise<void> {
    return this.jobs.add('server.watch-rebuild', { actionId }, { startAfterSeconds: seconds, singletonKey: String(actionId) });
  }
}
