import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { ActorKind, AuditOutcome } from './audit-log';
import { type AuditFilter, whereOf } from './audit-filter';

/** One entry with the names of the people it speaks of. */
export interface AuditRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly actorKind: ActorKind;
  readonly actorId: number | null;
  readonly actorName: string | null;
  readonly userId: number | null;
  readonly username: string | null;
  readonly isImpersonated: boolean;
  readonly sessionId: number | null;
  readonly keyId: number | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  readonly targetKind: string | null;
  readonly targetId: string | null;
  readonly details: Record<string, unknown>;
  /** Its place in the hash chain; null until it is sealed. */
  readonly position: string | null;
}

type Anything = Record<string, never>;

/** Counting on costs more than anyone gains: a list that long is filtered, not leafed through. */
const COUNTED_AT_MOST = 10_000;

/** Reads the audit log, newest first. */
@Injectable()
export class AuditReader {
  constructor(private readonly em: EntityManager) {}

  /** One page. Only the page's own rows are read whole; the total stops at ten thousand. */
  async page(filter: AuditFilter, page: PageRequest): Promise<{ rows: AuditRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const found = sql`select e.id from audit_entries e where ${where} order by e.id desc limit ${page.limit} offset ${page.offset}`;
    const { rows } = await sql<AuditRow>`${SELECT} where e.id in (${found}) order by e.id desc`.execute(database);
    const counted = await sql<{ total: number }>`select count(*)::int as total from
      (select from audit_entries e where ${where} limit ${COUNTED_AT_MOST}) as counted`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  /** The next entries before an id, for reading everything in batches. */
  async before(filter: AuditFilter, id: string, limit: number): Promise<AuditRow[]> {
    const { rows } = await sql<AuditRow>`${SELECT} where e.id < ${id}::bigint and ${whereOf(filter)}
      order by e.id desc limit ${limit}`.execute(this.em.getKysely<Anything>());
    return rows;
  }
}

const SELECT = sql`
  select e.id, e.occurred_at as "occurredAt", e.action, e.outcome, e.actor_kind as "actorKind", e.actor_id as "actorId",
    a.username as "actorName", e.user_id as "userId", u.username, e.is_impersonated as "isImpersonated",
    e.session_id as "sessionId", e.key_id as "keyId", host(e.address) as address, e.user_agent as "userAgent",
    e.request_id as "requestId", e.target_kind as "targetKind", e.target_id as "targetId", e.details, s.position
  from audit_entries e
  left join users a on a.id = e.actor_id
  left join users u on u.id = e.user_id
  left join audit_seals s on s.entry_id = e.id`;
