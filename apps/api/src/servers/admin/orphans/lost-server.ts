import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { UsageMetering } from '@api/billing';
import { Clock, ConflictError } from '@api/platform';
import { ServerFinder } from '../../reading/server-finder';
import { Server } from '../../server.entity';
import { ServerNews } from '../../timeline/server-news';
import { Timeline } from '../../timeline/timeline';
import { STAFF_WAIT_MS, staffRefusal } from '../upstream-refusal';

/** Ends servers that VirtFusion lost. Its list and its direct answer must both say so, and a person by name. */
@Injectable()
export class LostServers {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly virtfusion: VirtFusion,
    private readonly finder: ServerFinder,
    private readonly metering: UsageMetering,
    private readonly timeline: Timeline,
    private readonly news: ServerNews,
    private readonly audit: AuditLog,
  ) {}

  /** Marks a server as deleted and ends its meter; refused unless VirtFusion says now that it has no such server. */
  async markDeleted(serverId: number, name: string): Promise<void> {
    const { missingSince, upstreamId, groupId } = await this.finder.named(serverId, name);
    if (missingSince === null || upstreamId === null || upstreamId === undefined)
      throw new ConflictError('not_missing', 'VirtFusion lists this server.');
    await this.requireGone(groupId, upstreamId);
    await this.em.transactional(async em => {
      const server = await em.findOneOrFail(Server, { id: serverId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (server.deletedAt !== null || server.missingSince === null)
        throw new ConflictError('not_missing', 'This was just changed.');
      const now = this.clock.now();
      server.removed(now);
      await em.flush();
      await this.metering.endAt(serverId, now);
      await this.timeline.note(server, 'deleted');
      await this.audit.record({
        action: 'server.marked-deleted',
        userId: server.userId,
        target: { kind: 'server', id: serverId },
        details: { name, upstreamId, missingSince },
      });
      await this.news.tell(server, {
        title: `${name} no longer exists`,
        body: 'It is gone from the platform and is not charged any more. We looked into it; write to us about what it held.',
        key: `server-lost:${serverId}`,
      });
    });
  }

  /** No answer is not the answer "gone". */
  private async requireGone(groupId: number, upstreamId: number): Promise<void> {
    try {
      await this.virtfusion.forGroup(groupId).within(STAFF_WAIT_MS).server(upstreamId);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return;
      throw staffRefusal(error);
    }
    throw new ConflictError('still_there', 'VirtFusion still has this server. Look again, and it is listed as before.');
  }
}
