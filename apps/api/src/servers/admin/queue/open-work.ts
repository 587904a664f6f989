import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';

export const WORK_KINDS = ['action', 'order', 'suspension', 'deletion', 'owner'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export const WORK_STATES = ['open', 'failed'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** Something that VirtFusion is to do to a server, or failed to do. */
export interface WorkRow {
  readonly kind: WorkKind;
  readonly serverId: number;
  readonly serverName: string;
  readonly ownerId: number;
  readonly ownerUsername: string;
  /** The power action, the step of an order, … */
  readonly what: string;
  readonly state: WorkState;
  readonly isInDoubt: boolean;
  readonly progress: number | null;
  readonly attempts: number | null;
  readonly problem: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** Failures are listed for so long. */
const FAILED_DAYS = 7;

/** Open work first asks its own small index; nothing here reads servers that rest. */
const WORK = `
  select 'action' as kind, a.server_id, a.kind as what, case when a.finished_at is null then 'open' else 'failed' end as state, a.state = 'unknown' as in_doubt,
    a.progress, null::int as attempts, a.message as problem, a.started_at, a.finished_at
  from server_actions a where a.finished_at is null or (a.state = 'failed' and a.finished_at > now() - make_interval(days => ${FAILED_DAYS}))
  union all
  select 'order', s.id, s.step, 'open', s.attempted_at is not null and s.upstream_id is null, null, s.attempts, s.last_error, s.created_at, null
  from servers s where s.step <> 'done' and s.deleted_at is null
  union all
  select 'order', s.id, 'given up', 'failed', false, null, null, s.failure_reason, s.created_at, s.updated_at
  from servers s where s.state = 'failed' and s.deleted_at is null and s.updated_at > now() - make_interval(days => ${FAILED_DAYS})
  union all
  select 'suspension', s.id, 'suspend', 'open', false, null, null, null, s.suspended_at, null
  from servers s where s.suspended_at is not null and s.state not in ('suspended', 'deleting', 'deleted', 'failed') and s.deleted_at is null
  union all
  select 'deletion', s.id, 'delete', 'open', false, null, null, null, s.delete_at, null
  from servers s where s.delete_at <= ? and s.deleted_at is null
  union all
  select 'owner', o.server_id, 'change of owner', 'open', false, null, null, null, o.asked_at, null from server_owner_changes o`;

/** Lists what is under way, what hangs and what failed lately, over all servers. */
@Injectable()
export class OpenWork {
  constructor(private readonly em: EntityManager) {}

  async page(
    { state, now }: { readonly state?: WorkState; readonly now: Date },
    { limit, offset }: PageRequest,
  ): Promise<{ rows: WorkRow[]; total: number }> {
    const from = `from (${WORK}) as w where ?::text is null or w.state = ?`;
    const parameters = [now, state ?? null, state ?? null];
    const rows = await this.em.execute<WorkRow[]>(
      `select w.kind, w.server_id as "serverId", s.name as "serverName", u.id as "ownerId", u.username as "ownerUsername", w.what, w.state,
         w.in_doubt as "isInDoubt", w.progress, w.attempts, w.problem, w.started_at as "startedAt", w.finished_at as "finishedAt"
       from (select * ${from} order by w.state desc, w.started_at desc limit ? offset ?) as w
         join servers s on s.id = w.server_id join users u on u.id = s.user_id order by w.state desc, w.started_at desc`,
      [...parameters, limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(`select count(*)::int as total ${from}`, parameters);
    return { rows, total: counted?.total ?? 0 };
  }
}
