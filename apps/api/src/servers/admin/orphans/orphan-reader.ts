import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import type { ServerState } from '../../server.entity';

export const ORPHAN_STATES = ['open', 'ignored'] as const;
export type OrphanState = (typeof ORPHAN_STATES)[number];

/** A server that only VirtFusion knows. */
export interface OrphanRow {
  readonly upstreamId: number;
  readonly name: string;
  readonly state: OrphanState;
  readonly isSuspended: boolean;
  readonly hypervisor: string | null;
  /** Whom of ours its owner in VirtFusion is linked to. */
  readonly ownerId: number | null;
  readonly ownerUsername: string | null;
  readonly ownerUpstreamId: number;
  readonly createdAt: Date;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** A server of ours that VirtFusion no longer lists. */
export interface MissingRow {
  readonly id: number;
  readonly name: string;
  readonly upstreamId: number;
  readonly ownerId: number;
  readonly ownerUsername: string;
  readonly state: ServerState;
  readonly isCharged: boolean;
  readonly missingSince: Date;
  readonly observedAt: Date | null;
}

/** Lists what only one side knows. */
@Injectable()
export class OrphanReader {
  constructor(private readonly em: EntityManager) {}

  async orphans(state: OrphanState, { limit, offset }: PageRequest): Promise<{ rows: OrphanRow[]; total: number }> {
    const rows = await this.em.execute<OrphanRow[]>(
      `select o.upstream_id as "upstreamId", o.name, o.state, o.is_suspended as "isSuspended", h.name as hypervisor, u.id as "ownerId",
         u.username as "ownerUsername", o.owner_upstream_id as "ownerUpstreamId", o.created_at as "createdAt", o.first_seen_at as "firstSeenAt",
         o.last_seen_at as "lastSeenAt"
       from server_orphans o left join virtfusion_hypervisors h on h.id = o.hypervisor_id
         left join virtfusion_links l on l.virtfusion_user_id = o.owner_upstream_id and l.state = 'linked' left join users u on u.id = l.user_id
       where o.state = ? order by o.first_seen_at desc, o.upstream_id desc limit ? offset ?`,
      [state, limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(
      'select count(*)::int as total from server_orphans where state = ?',
      [state],
    );
    return { rows, total: counted?.total ?? 0 };
  }

  async missing({ limit, offset }: PageRequest): Promise<{ rows: MissingRow[]; total: number }> {
    const rows = await this.em.execute<MissingRow[]>(
      `select s.id, s.name, s.upstream_id as "upstreamId", u.id as "ownerId", u.username as "ownerUsername", s.state,
         m.server_id is not null and m.ended_at is null as "isCharged", s.missing_since as "missingSince", s.observed_at as "observedAt"
       from servers s join users u on u.id = s.user_id left join usage_meters m on m.server_id = s.id
       where s.missing_since is not null and s.deleted_at is null order by s.missing_since, s.id limit ? offset ?`,
      [limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(
      'select count(*)::int as total from servers where missing_since is not null and deleted_at is null',
    );
    return { rows, total: counted?.total ?? 0 };
  }
}
