import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { ConflictError, NotFoundError, UnavailableError } from '@api/platform';
import { Server } from '../server.entity';
import { Timeline } from '../timeline/timeline';
import { ServerFinder } from '../reading/server-finder';

const RENAME_MS = 8_000;

/** What an owner may write on a server. */
export interface Labels {
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly isFavourite?: boolean;
}

/** Names, notes, tags and favourites. The name is VirtFusion's as well, so it is changed there first; the rest is ours alone. */
@Injectable()
export class ServerLabels {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly finder: ServerFinder,
    private readonly timeline: Timeline,
    private readonly audit: AuditLog,
  ) {}

  async change(userId: number, serverId: number, { name, ...labels }: Labels): Promise<void> {
    const server = await this.finder.own(userId, serverId);
    const isRenamed = name !== undefined && name !== server.name;
    if (isRenamed && server.upstreamId !== null) await this.renameUpstream(server, server.upstreamId ?? 0, name);
    await this.em.transactional(async em => {
      const held = await em.findOne(Server, { id: serverId, userId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!held) throw new NotFoundError('server_not_found', 'There is no such server.');
      Object.assign(held, withoutGaps({ ...labels, ...(isRenamed && { name }) }));
      await em.flush();
      if (!isRenamed) return;
      await this.audit.record({
        action: 'server.renamed',
        userId,
        target: { kind: 'server', id: serverId },
        details: { from: server.name, to: name },
      });
      await this.timeline.note(held, 'renamed', `from ${server.name} to ${name}`);
    });
  }

  /** Renaming twice is the same as once, so an unknown answer may simply be tried again by the person. */
  private async renameUpstream({ groupId }: Server, upstreamId: number, name: string): Promise<void> {
    try {
      await this.virtfusion.forGroup(groupId).within(RENAME_MS).changes.rename(upstreamId, name);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'refused' && !error.isPassing)
        throw new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
      throw new UnavailableError(
        'virtfusion_unavailable',
        'The platform does not answer. Nothing was changed here; try again in a minute.',
      );
    }
  }
}

function withoutGaps(labels: Labels): object {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined));
}
