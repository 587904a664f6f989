import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { NotFoundError, type PageRequest } from '@api/platform';
import { AuditLog } from '../log/audit-log';
import type { SecurityEventKind, Severity } from './kinds';

export interface EventFilter {
  readonly kind?: SecurityEventKind;
  readonly severity?: Severity;
  readonly isOpen?: boolean;
  readonly userId?: number;
  readonly keyId?: number;
}

/** A security event with the names of the people it speaks of. */
export interface EventRow {
  readonly id: number;
  readonly kind: string;
  readonly severity: Severity;
  readonly userId: number | null;
  readonly username: string | null;
  readonly keyId: number | null;
  readonly address: string | null;
  readonly details: Record<string, unknown>;
  readonly occurrences: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

type Anything = Record<string, never>;

/** Lists security events, newest first, and puts them aside. */
@Injectable()
export class EventDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
  ) {}

  async page(filter: EventFilter, page: PageRequest): Promise<{ rows: EventRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const { rows } = await sql<EventRow>`
      select s.id, s.kind, s.severity, s.user_id as "userId", u.username, s.key_id as "keyId", host(s.address) as address, s.details,
        s.occurrences, s.first_at as "firstAt", s.last_at as "lastAt", s.acknowledged_at as "acknowledgedAt",
        a.username as "acknowledgedBy"
      from security_events s left join users u on u.id = s.user_id left join users a on a.id = s.acknowledged_by
      where ${where} order by s.id desc limit ${page.limit} offset ${page.offset}`.execute(database);
    const counted = await sql<{ total: number }>`select count(*)::int as total from security_events s where ${where}`.execute(
      database,
    );
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  /** Somebody has looked at it; doing so again changes nothing. */
  acknowledge(id: number, userId: number): Promise<void> {
    return this.em.transactional(async em => {
      const [event] = await em.execute<{ kind: string; acknowledged_at: Date | null }[]>(
        'select kind, acknowledged_at from security_events where id = ? for update',
        [id],
      );
      if (!event) throw new NotFoundError('security_event_not_found', 'There is no such event.');
      if (event.acknowledged_at !== null) return;
      await em.execute('update security_events set acknowledged_at = now(), acknowledged_by = ? where id = ?', [userId, id]);
      await this.audit.record({
        action: 'security-event.acknowledged',
        target: { kind: 'security-event', id },
        details: { kind: event.kind },
      });
    });
  }
}

function whereOf({ kind, severity, isOpen, userId, keyId }: EventFilter): RawBuilder<unknown> {
  const conditions = [
    sql`true`,
    ...(kind === undefined ? [] : [sql`s.kind = ${kind}`]),
    ...(severity === undefined ? [] : [sql`s.severity = ${severity}`]),
    ...(isOpen === undefined ? [] : [isOpen ? sql`s.acknowledged_at is null` : sql`s.acknowledged_at is not null`]),
    ...(userId === undefined ? [] : [sql`s.user_id = ${userId}`]),
    ...(keyId === undefined ? [] : [sql`s.key_id = ${keyId}`]),
  ];
  return sql.join(conditions, sql` and `);
}
