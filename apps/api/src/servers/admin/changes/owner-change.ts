import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { UsageMetering } from '@api/billing';
import {
  ConflictError,
  failpoint,
  HandlesJob,
  type JobHandler,
  Jobs,
  type JobTopics,
  LiveHub,
  RefusedError,
} from '@api/platform';
import { LinkService } from '@api/virtfusion';
import { DebtHolds } from '../../debt/debt-holds';
import { ServerFinder } from '../../reading/server-finder';
import { Server } from '../../server.entity';
import { ServerNews } from '../../timeline/server-news';
import { Timeline } from '../../timeline/timeline';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Bring a server to the owner that staff want, in VirtFusion and then here. */
    'server.follow-owner': { serverId: number };
  }
}

interface Wish {
  readonly toUserId: number;
  readonly askedBy: number;
  readonly reason: string;
}

/**
 * Gives a server to another account. The wish is stored with the job that carries it out: VirtFusion first, which is looked at
 * before it is told, then our row, the meter and what the old owner had shared, in one transaction.
 */
@Injectable()
export class OwnerChange {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly finder: ServerFinder,
    private readonly holds: DebtHolds,
    private readonly metering: UsageMetering,
    private readonly timeline: Timeline,
    private readonly news: ServerNews,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
  ) {}

  async ask(serverId: number, { toUserId, askedBy, reason }: Wish): Promise<void> {
    const server = await this.finder.anybodys(serverId);
    if (server.userId === toUserId) throw refusedOwner('is its owner already');
    if ((await this.links.virtfusionUserId(toUserId)) === null) throw refusedOwner('is not linked to VirtFusion');
    if (server.step !== 'done' || server.upstreamId == null || server.state === 'deleting' || server.state === 'failed')
      throw new ConflictError('not_ready', `This server is ${server.state} and cannot be given away now.`);
    if ((await this.holds.of(serverId)) !== null)
      throw new ConflictError('debt_unpaid', 'A debt of its owner holds this server. It can be given away when that is paid.');
    await this.em.transactional(async em => {
      const [owner] = await em.execute<object[]>(`select 1 from users where id = ? and state = 'active' for share`, [toUserId]);
      if (!owner) throw refusedOwner('is not an active account');
      await this.metering.requireCreditFor(serverId, toUserId);
      await em.execute(
        `insert into server_owner_changes (server_id, to_user_id, asked_by, reason) values (?, ?, ?, ?)
         on conflict (server_id) do update set to_user_id = excluded.to_user_id, asked_by = excluded.asked_by, reason = excluded.reason, asked_at = now()`,
        [serverId, toUserId, askedBy, reason],
      );
      await this.audit.record({
        action: 'server.owner-change-requested',
        userId: server.userId,
        target: { kind: 'server', id: serverId },
        details: { from: server.userId, to: toUserId, reason },
      });
      await this.jobs.add('server.follow-owner', { serverId });
    });
  }

  /** One look and, where it is missing, one act; then our own side. */
  async follow(serverId: number): Promise<void> {
    const wish = await this.wish(serverId);
    const server = await this.em.fork().findOne(Server, { id: serverId, deletedAt: null });
    if (!wish || server?.upstreamId == null) return;
    const virtfusionUserId = await this.links.virtfusionUserId(wish.toUserId);
    if (virtfusionUserId === null) throw new Error(`User ${wish.toUserId} is no longer linked to VirtFusion`);
    const virtfusion = this.virtfusion.forGroup(server.groupId);
    const seen = await virtfusion.server(server.upstreamId).catch((error: unknown) => {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    });
    if (seen === null) return;
    if (seen.ownerId !== virtfusionUserId) await virtfusion.changes.changeOwner(server.upstreamId, virtfusionUserId);
    await failpoint('owner.after-virtfusion');
    await this.em.transactional(em => this.handOver(em, serverId));
  }

  private async handOver(em: EntityManager, serverId: number): Promise<void> {
    const server = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const wish = await this.wish(serverId);
    if (!wish) return;
    const from = server.userId;
    await this.metering.handOver(serverId, wish.toUserId);
    // Notes, tags and keys are the old owner's own; shares let people in whom the new one does not know.
    Object.assign(server, { userId: wish.toUserId, notes: '', tags: [], isFavourite: false, sshPublicKey: null, sshKeyId: null });
    await em.flush();
    await em.execute('update server_grants set revoked_at = now() where server_id = ? and revoked_at is null', [serverId]);
    await em.execute('update console_shares set revoked_at = now() where server_id = ? and revoked_at is null', [serverId]);
    await em.execute('delete from server_owner_changes where server_id = ?', [serverId]);
    await this.timeline.note(server, 'owner-changed');
    await this.timeline.tell({ id: serverId, userId: from });
    await this.live.publish({ type: 'server-shared', userId: null, data: { serverId } });
    await this.audit.record({
      action: 'server.owner-changed',
      userId: wish.toUserId,
      target: { kind: 'server', id: serverId },
      details: { from, to: wish.toUserId, reason: wish.reason, askedBy: wish.askedBy },
    });
    await this.news.tell(
      { id: serverId, userId: from },
      {
        title: `${server.name} left your account`,
        body: `Support gave it to another account. You pay for it until now. Reason: ${wish.reason}`,
        key: `server-left:${serverId}:${from}:${wish.toUserId}`,
      },
    );
    await this.news.tell(server, {
      title: `${server.name} is yours now`,
      body: 'Support gave it to your account. You pay for it from now on.',
      key: `server-given:${serverId}:${from}:${wish.toUserId}`,
    });
  }

  private async wish(serverId: number): Promise<Wish | null> {
    const [wish] = await this.em.execute<Wish[]>(
      'select to_user_id as "toUserId", asked_by as "askedBy", reason from server_owner_changes where server_id = ?',
      [serverId],
    );
    return wish ?? null;
  }
}

function refusedOwner(message: string): RefusedError {
  return new RefusedError('owner_refused', 'This account cannot have the server.', [{ field: 'userId', message }]);
}

/** One server; what VirtFusion did not answer is asked again for a day. */
@Injectable()
@HandlesJob({ topic: 'server.follow-owner', retryLimit: 300 })
export class FollowOwnerHandler implements JobHandler<'server.follow-owner'> {
  constructor(private readonly change: OwnerChange) {}

  handle({ serverId }: JobTopics['server.follow-owner']): Promise<void> {
    return this.change.follow(serverId);
  }
}
