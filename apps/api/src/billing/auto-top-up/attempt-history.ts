import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** What automatic top-ups of a customer came to; micro-units, tax included. */
export interface Attempts {
  /** One is not settled yet; its outcome may be unknown. */
  readonly isOpen: boolean;
  /** In a row, since the terms were set. */
  readonly failures: number;
  readonly lastFailedAt: Date | null;
  /** What was taken or may yet be, in the calendar day and month (UTC). */
  readonly paidToday: bigint;
  readonly paidThisMonth: bigint;
}

/** Reads what automatic top-ups came to from the payments themselves, so that no count can drift from them. */
@Injectable()
export class AttemptHistory {
  constructor(private readonly em: EntityManager) {}

  async of(userId: number, since: Date, now: Date): Promise<Attempts> {
    const [row] = await this.em.execute<
      { isOpen: boolean; failures: number; lastFailedAt: Date | null; today: string; month: string }[]
    >(
      `with made as (select * from payments where user_id = ? and source_id is not null),
         last_good as (select max(id) as id from made where state = 'captured'),
         failed as (select * from made where state in ('failed', 'cancelled') and created_at >= ?
           and id > coalesce((select id from last_good), 0)),
         paid as (select coalesce(captured_amount, amount) as amount, created_at from made where state not in ('failed', 'cancelled'))
       select exists (select 1 from made where state in ('created', 'approved', 'capturing', 'pending', 'unknown')) as "isOpen",
         (select count(*)::int from failed) as failures,
         (select max(updated_at) from failed) as "lastFailedAt",
         coalesce((select sum(amount) from paid where created_at >= date_trunc('day', ?::timestamptz at time zone 'UTC') at time zone 'UTC'), 0) as today,
         coalesce((select sum(amount) from paid where created_at >= date_trunc('month', ?::timestamptz at time zone 'UTC') at time zone 'UTC'), 0) as month`,
      [userId, since, now, now],
    );
    return {
      isOpen: row?.isOpen ?? false,
      failures: row?.failures ?? 0,
      lastFailedAt: row?.lastFailedAt ? new Date(row.lastFailedAt) : null,
      paidToday: BigInt(row?.today ?? 0),
      paidThisMonth: BigInt(row?.month ?? 0),
    };
  }
}
