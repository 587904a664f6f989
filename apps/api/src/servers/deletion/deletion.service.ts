import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { UsageMetering } from '@api/billing';
import {
  Clock,
  ConflictError,
  HandlesJob,
  type JobHandler,
  Jobs,
  type JobTopics,
  NotFoundError,
  RunsWhenDue,
} from '@api/platform';
import { SettingsService } from '@api/settings';
import { DebtHolds } from '../debt/debt-holds';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';

const MINUTE_MS = 60_000;

/** Deletes servers after a delay in which they can be brought back. They cost money until the delay is over, not longer. */
@Injectable()
@RunsWhenDue({ order: 30 })
export class DeletionService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly metering: UsageMetering,
    private readonly timeline: Timeline,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
    private readonly holds: DebtHolds,
  ) {}

  /** `delayMinutes`: how long it can be brought back; default: the host's setting. */
  async request(userId: number, serverId: number, delayMinutes = this.settings.get('servers.deleteDelayMinutes')): Promise<void> {
    await this.em.transactional(async em => {
      const server = await hold(em, userId, serverId);
      const at = new Date(this.clock.now().getTime() + delayMinutes * MINUTE_MS);
      server.scheduleDeletion(server.upstreamId === null ? this.clock.now() : at);
      await em.flush();
      await this.metering.endAt(serverId, server.deleteAt ?? at);
      await this.timeline.note(server, 'deletion-requested');
      await this.audit.record({
        action: 'server.deletion-requested',
        userId,
        target: { kind: 'server', id: serverId },
        details: { name: server.name, deleteAt: server.deleteAt },
      });
      if (server.upstreamId === null) await this.jobs.add('server.remove', { serverId });
    });
  }

  /** Brings a server back that its owner had deleted; one that was given up for a debt comes back by paying. */
  cancel(userId: number, serverId: number): Promise<void> {
    return this.bringBack(userId, serverId, async () => {
      if ((await this.holds.of(serverId)) === 'deleting')
        throw new ConflictError('debt_unpaid', 'This server is deleted because of an unpaid debt. It comes back when you pay.');
    });
  }

  /** Brings a server back that was given up for a debt which is paid now. */
  cancelForPayment(userId: number, serverId: number): Promise<void> {
    return this.bringBack(userId, serverId, () => Promise.resolve());
  }

  private async bringBack(userId: number, serverId: number, check: () => Promise<void>): Promise<void> {
    await this.em.transactional(async em => {
      const server = await hold(em, userId, serverId);
      await check();
      server.cancelDeletion(this.clock.now());
      await em.flush();
      await this.metering.goOn(serverId);
      await this.timeline.note(server, 'deletion-cancelled');
      await this.audit.record({ action: 'server.deletion-cancelled', userId, target: { kind: 'server', id: serverId } });
    });
  }

  /** Hands the servers whose delay is over to the queue. */
  async runDue(): Promise<void> {
    const due = await this.em.execute<{ id: number }[]>(
      'select id from servers where delete_at <= ? and deleted_at is null order by delete_at limit 500',
      [this.clock.now()],
    );
    for (const { id } of due) await this.jobs.add('server.remove', { serverId: id }, { singletonKey: String(id) });
  }

  @Cron(CronExpression.EVERY_MINUTE, { name: 'remove-due-servers' })
  async enqueue(): Promise<void> {
    await this.jobs.add('servers.remove-due', {}, { singletonKey: 'round' });
  }
}

function hold(em: EntityManager, userId: number, serverId: number): Promise<Server> {
  return em.findOneOrFail(
    Server,
    { id: serverId, userId, deletedAt: null },
    {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      failHandler: () => new NotFoundError('server_not_found', 'There is no such server.'),
    },
  );
}

/** A round over the servers whose delay is over. */
@Injectable()
@HandlesJob({ topic: 'servers.remove-due', retryLimit: 3 })
export class RemoveDueHandler implements JobHandler<'servers.remove-due'> {
  constructor(private readonly deletion: DeletionService) {}

  handle(): Promise<void> {
    return this.deletion.runDue();
  }
}

/** Deletes one server in VirtFusion; what is already gone counts as deleted. */
@Injectable()
@HandlesJob({ topic: 'server.remove', concurrency: 2, retryLimit: 50 })
export class RemoveHandler implements JobHandler<'server.remove'> {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly virtfusion: VirtFusion,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async handle({ serverId }: JobTopics['server.remove']): Promise<void> {
    const server = await this.em.fork().findOne(Server, { id: serverId, deletedAt: null });
    if (!server || !this.mayGo(server)) return;
    if (server.upstreamId != null) await this.removeUpstream(server.groupId, server.upstreamId);
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (held.state === 'failed') {
        // The customer still sees why it failed; only what was reserved for it is gone.
        held.upstreamId = null;
      } else {
        held.removed(this.clock.now());
        await this.timeline.note(held, 'deleted');
        await this.audit.record({
          action: 'server.deleted',
          userId: held.userId,
          target: { kind: 'server', id: serverId },
          details: { name: held.name },
        });
      }
      await em.flush();
      await this.timeline.tell(held);
    });
  }

  /** Only a failed order or a deletion whose delay is over; somebody may have brought the server back meanwhile. */
  private mayGo({ state, deleteAt }: Server): boolean {
    return state === 'failed' || (state === 'deleting' && deleteAt != null && deleteAt <= this.clock.now());
  }

  private async removeUpstream(groupId: number, upstreamId: number): Promise<void> {
    try {
      await this.virtfusion.forGroup(groupId).deleteServer(upstreamId);
    } catch (error) {
      if (!(error instanceof UpstreamNotFound)) throw error;
    }
  }
}
