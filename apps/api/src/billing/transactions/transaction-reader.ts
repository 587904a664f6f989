import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import type { TransactionType } from '../ledger/vocabulary';

export interface TransactionFilter {
  readonly userId?: number;
  readonly type?: TransactionType;
  readonly from?: Date;
  readonly to?: Date;
  /** Part of a reference, a username or an address; staff only. */
  readonly search?: string;
}

/** One transaction as its customer sees it; amounts in micro-units. */
export interface TransactionRow {
  readonly id: string;
  readonly type: TransactionType;
  readonly description: string;
  readonly currency: string;
  readonly amount: string;
  readonly balanceAfter: string | null;
  readonly reference: string;
  readonly createdAt: Date;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly paymentId: number | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
}

export interface ChargeLine {
  readonly serverId: number;
  readonly serverName: string;
  readonly hourStartsAt: Date;
  readonly amount: string;
}

type Anything = Record<string, never>;

/** Lists and shows ledger transactions, newest first. Whose they are is part of the question. */
@Injectable()
export class TransactionReader {
  constructor(private readonly em: EntityManager) {}

  async page(filter: TransactionFilter, page: PageRequest): Promise<{ rows: TransactionRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const where = whereOf(filter);
    const { rows } =
      await sql<TransactionRow>`${SELECT} where ${where} order by t.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`select count(*)::int as total from ledger_transactions t ${
      filter.search ? sql`join users u on u.id = t.user_id` : sql``
    } where ${where}`.execute(database);
    return { rows, total: counted.rows[0]?.total ?? 0 };
  }

  /** One transaction; null when it does not exist or is not this user's (if one is named). */
  async find(id: number, userId?: number): Promise<{ row: TransactionRow; lines: ChargeLine[] } | null> {
    const database = this.em.getKysely<Anything>();
    const owner = userId === undefined ? sql`true` : sql`t.user_id = ${userId}`;
    const { rows } = await sql<TransactionRow>`${SELECT} where t.id = ${id} and ${owner}`.execute(database);
    const [row] = rows;
    if (!row) return null;
    const lines = await sql<ChargeLine>`
      select c.server_id as "serverId", s.name as "serverName", c.hour_starts_at as "hourStartsAt", c.amount
      from usage_charges c join servers s on s.id = c.server_id where c.transaction_id = ${id} order by c.server_id`.execute(
      database,
    );
    return { row, lines: lines.rows };
  }
}

/** The customer's side of a transaction is line 1. */
const SELECT = sql`
  select t.id, t.type, t.description, t.currency, p.amount, p.balance_after as "balanceAfter", t.reference, t.occurred_at as "createdAt",
    u.id as "userId", u.username, u.email, u.full_name as "fullName", y.id as "paymentId", y.order_id as "orderId", y.capture_id as "captureId"
  from ledger_transactions t
  join ledger_postings p on p.transaction_id = t.id and p.line = 1
  join users u on u.id = t.user_id
  left join payments y on y.transaction_id = t.id`;

function whereOf({ userId, type, from, to, search }: TransactionFilter) {
  const conditions = [
    sql`t.user_id is not null`,
    ...(userId === undefined ? [] : [sql`t.user_id = ${userId}`]),
    ...(type === undefined ? [] : [sql`t.type = ${type}`]),
    ...(from === undefined ? [] : [sql`t.occurred_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`t.occurred_at < ${to}`]),
    ...(search === undefined ? [] : [searchFor(search)]),
  ];
  return sql.join(conditions, sql` and `);
}

function searchFor(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(t.reference ilike ${pattern} or u.username ilike ${pattern} or u.email ilike ${pattern})`;
}
