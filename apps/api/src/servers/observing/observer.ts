import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { UpstreamError, UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion, type VirtFusionServer } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { Samples } from '../history/samples';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';
import { applyObservation } from './apply-observation';
import { ObservationPace } from './pace';
import { UpstreamFacts } from './upstream-facts';

const TIMEOUT_MS = 5_000;

/** Keeps the read model of servers fresh: when a page asks, and by turns. */
@Injectable()
export class Observer {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly timeline: Timeline,
    private readonly samples: Samples,
    private readonly facts: UpstreamFacts,
  ) {}

  /** Asks VirtFusion about one server; when it does not answer, the last known state stays, with its age. */
  async observe(serverId: number): Promise<void> {
    const server = await this.em.fork().findOne(Server, { id: serverId, step: 'done', deletedAt: null });
    if (server?.upstreamId == null) return;
    const seen = await this.ask(server.groupId, server.upstreamId);
    if (seen === null) return;
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (held.deletedAt !== null) return;
      const isChanged = seen === 'gone' ? this.lose(held) : applyObservation(held, seen);
      if (seen !== 'gone') await this.samples.keep(held.id, seen);
      if (seen !== 'gone') await this.facts.keep(held.id, seen);
      await em.flush();
      if (isChanged) await this.timeline.tell(held);
    });
  }

  private async ask(groupId: number, upstreamId: number): Promise<VirtFusionServer | 'gone' | null> {
    try {
      return await this.virtfusion.forGroup(groupId).within(TIMEOUT_MS).server(upstreamId, { remoteState: true });
    } catch (error) {
      if (error instanceof UpstreamNotFound) return 'gone';
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  /** VirtFusion no longer has it. Nothing is deleted or paid back by itself: two reasons must agree before a server goes. */
  private lose(server: Server): boolean {
    const isNews = server.missingSince === null;
    Object.assign(server, { state: server.state === 'deleting' ? 'deleting' : 'unknown', observedAt: new Date() });
    server.missingSince ??= new Date();
    server.failureReason = 'VirtFusion no longer lists this server.';
    return isNews;
  }
}

/** One look at one server. */
@Injectable()
@HandlesJob({ topic: 'server.observe', concurrency: 2, retryLimit: 1 })
export class ObserveHandler implements JobHandler<'server.observe'> {
  constructor(private readonly observer: Observer) {}

  handle({ serverId }: JobTopics['server.observe']): Promise<void> {
    return this.observer.observe(serverId);
  }
}

/** A round over the servers that people watch. */
@Injectable()
@HandlesJob({ topic: 'servers.observe-watched', retryLimit: 1 })
export class ObserveWatchedHandler implements JobHandler<'servers.observe-watched'> {
  constructor(
    private readonly pace: ObservationPace,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_30_SECONDS, { name: 'observe-watched-servers' })
  async enqueue(): Promise<void> {
    await this.jobs.add('servers.observe-watched', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.pace.watched();
  }
}
