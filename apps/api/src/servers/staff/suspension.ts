import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, HandlesJob, type JobHandler, Jobs, type JobTopics, NotFoundError } from '@api/platform';
import { DebtHolds } from '../debt/debt-holds';
import { Server } from '../server.entity';
import { ServerNews } from '../timeline/server-news';
import { Timeline } from '../timeline/timeline';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Bring VirtFusion to where staff want a server: suspended, or running again. */
    'server.follow-suspension': { serverId: number };
  }
}

/**
 * Suspends servers for a reason that staff give, and lifts that. The wish is stored with the job that carries it out; the job
 * looks at what VirtFusion says and does what is missing, so a lost answer is asked for again, never guessed.
 */
@Injectable()
export class StaffSuspension {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly virtfusion: VirtFusion,
    private readonly holds: DebtHolds,
    private readonly timeline: Timeline,
    private readonly news: ServerNews,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /** Asks for a suspension; the owner is told why. Asked again it changes nothing but the reason. */
  async suspend(serverId: number, reason: string, by: number): Promise<void> {
    await this.em.transactional(async em => {
      const server = await hold(em, serverId);
      const isNew = server.suspendedAt === null;
      server.suspend(reason, by, this.clock.now());
      await em.flush();
      await this.record(server, 'server.suspended', { reason });
      if (!isNew) return;
      await this.timeline.note(server, 'suspended-by-staff', reason);
      await this.tell(server, 'suspended', reason);
      await this.jobs.add('server.follow-suspension', { serverId }, { singletonKey: String(serverId) });
    });
  }

  /** Lifts a suspension by staff; what a debt holds comes back by paying. */
  async lift(serverId: number): Promise<void> {
    await this.em.transactional(async em => {
      const server = await hold(em, serverId);
      if (['suspending', 'suspended'].includes((await this.holds.lockedOf(serverId)) ?? ''))
        throw new ConflictError('debt_unpaid', 'This server is suspended because of a debt. It comes back when its owner pays.');
      server.liftSuspension();
      await em.flush();
      await this.record(server, 'server.unsuspended', {});
      await this.timeline.note(server, 'unsuspended-by-staff');
      await this.tell(server, 'resumed', '');
      await this.jobs.add('server.follow-suspension', { serverId }, { singletonKey: String(serverId) });
    });
  }

  /** One look and, where it is missing, one act. */
  async follow(serverId: number): Promise<void> {
    const server = await this.em.fork().findOne(Server, { id: serverId, deletedAt: null });
    if (server?.upstreamId == null || server.step !== 'done') return;
    const virtfusion = this.virtfusion.forGroup(server.groupId);
    const seen = await virtfusion.server(server.upstreamId).catch((error: unknown) => {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    });
    if (seen === null) return;
    const isWanted = server.suspendedAt !== null;
    if (isWanted && !seen.suspended) await virtfusion.suspend(server.upstreamId);
    if (!isWanted && seen.suspended && (await this.holds.of(serverId)) === null) await virtfusion.unsuspend(server.upstreamId);
    await this.jobs.add('server.observe', { serverId }, { singletonKey: String(serverId), startAfterSeconds: 2 });
  }

  private record({ id, userId }: Server, action: 'server.suspended' | 'server.unsuspended', details: object): Promise<void> {
    return this.audit.record({ action, userId, target: { kind: 'server', id }, details: { ...details } });
  }

  /** Each suspension is told, however often there is one. */
  private tell(server: Server, what: 'suspended' | 'resumed', reason: string): Promise<void> {
    const title = what === 'suspended' ? `${server.name} was suspended` : `${server.name} is no longer suspended`;
    const body =
      what === 'suspended' ? `${reason} It is kept, and starts again when the suspension is lifted.` : 'It is being started.';
    return this.news.tell(server, { title, body, key: `server-${what}:${server.id}:${Date.now()}` });
  }
}

async function hold(em: EntityManager, serverId: number): Promise<Server> {
  return em.findOneOrFail(
    Server,
    { id: serverId, deletedAt: null },
    {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      failHandler: () => new NotFoundError('server_not_found', 'There is no such server.'),
    },
  );
}

/** One server. */
@Injectable()
@HandlesJob({ topic: 'server.follow-suspension', concurrency: 2, retryLimit: 300 })
export class FollowSuspensionHandler implements JobHandler<'server.follow-suspension'> {
  constructor(private readonly suspension: StaffSuspension) {}

  handle({ serverId }: JobTopics['server.follow-suspension']): Promise<void> {
    return this.suspension.follow(serverId);
  }
}
