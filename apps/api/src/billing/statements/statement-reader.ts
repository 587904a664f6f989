import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type NumberedKind, documentNumber } from '../documents/document';
import { Ledger } from '../ledger/ledger';
import type { TransactionType } from '../ledger/vocabulary';
import type { Period } from './period';

/** One line of a statement: a transaction, or the hours of one server on one day. Amounts are micro-units. */
export interface StatementLine {
  readonly at: Date;
  readonly type: TransactionType;
  readonly description: string;
  readonly amount: bigint;
  readonly document: string | null;
  readonly transactionId: string;
  /** Only of usage by server and day. */
  readonly serverId: number | null;
  readonly hours: number | null;
}

interface StoredLine extends Omit<StatementLine, 'amount' | 'document'> {
  readonly amount: string;
  readonly kind: NumberedKind | null;
  readonly year: number | null;
  readonly sequence: number | null;
}

/** The transactions of a period, with the numbers of their documents. */
const ENTRIES = `
  select t.occurred_at as at, t.id, t.type, t.description, p.amount, d.kind, d.year, d.sequence
  from ledger_transactions t
  join ledger_postings p on p.transaction_id = t.id and p.line = 1
  left join documents d on d.transaction_id = t.id
  where t.user_id = ? and t.currency = ? and t.occurred_at >= ? and t.occurred_at < ?`;

/** Usage by day and server; what a usage transaction holds beyond server-hours is a line of its own. */
const LINES = `
  with entries as (${ENTRIES}),
  hours as (
    select max(e.at) as at, max(e.id) as id, (e.at at time zone 'UTC')::date as day, c.server_id, sum(c.amount) as amount, count(*)::int as hours
    from entries e join usage_charges c on c.transaction_id = e.id where e.type = 'usage' group by 3, 4
  ),
  other as (
    select e.at, e.id, e.description, e.amount + coalesce(sum(c.amount), 0) as amount
    from entries e left join usage_charges c on c.transaction_id = e.id where e.type = 'usage' group by 1, 2, 3, e.amount
  )
  select at, id as "transactionId", type, description, amount, kind, year, sequence, null::int as "serverId", null::int as hours
    from entries where type <> 'usage'
  union all
  select at, id, 'usage', '', -amount, null, null, null, server_id, hours from hours where amount <> 0
  union all
  select at, id, 'usage', description, amount, null, null, null, null, null from other where amount <> 0
  order by 1, 2, 9`;

/** What statements are made of: balances at moments, and the lines between them. */
@Injectable()
export class StatementReader {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
  ) {}

  /** The balance just before a moment: that of now without everything since. Exact whatever the order of postings was. */
  async balanceBefore(userId: number, at: Date): Promise<bigint> {
    const [row] = await this.em.fork().execute<{ balance: string }[]>(
      `select coalesce((select balance from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ?), 0)
         - coalesce((select sum(p.amount) from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
             where t.user_id = ? and t.currency = ? and t.occurred_at >= ?), 0) as balance`,
      [userId, this.ledger.currency, userId, this.ledger.currency, at],
    );
    return BigInt(row?.balance ?? 0);
  }

  /** The lines of a statement in order of time; at most `limit`. */
  async lines(userId: number, { from, to }: Period, limit: number): Promise<StatementLine[]> {
    const rows = await this.em.fork().execute<StoredLine[]>(`${LINES} limit ?`, [userId, this.ledger.currency, from, to, limit]);
    return rows.map(lineOf);
  }

  /** Every transaction of a period in order of time, read in parts, so that many cost no memory. */
  async *transactions(userId: number, { from, to }: Period, part = 1_000): AsyncGenerator<StatementLine> {
    // A moment as PostgreSQL writes it, because a Date would cut off what is shorter than a millisecond.
    let [after, id] = [from.toISOString(), '0'];
    for (;;) {
      const rows = await this.em.fork().execute<(StoredLine & { cursor: string })[]>(
        `select at::text as cursor, at, id as "transactionId", type, description, amount, kind, year, sequence, null::int as "serverId", null::int as hours
         from (${ENTRIES} and (t.occurred_at, t.id) > (?::timestamptz, ?::bigint) order by t.occurred_at, t.id limit ?) as entries order by at, id`,
        [userId, this.ledger.currency, from, to, after, id, part],
      );
      yield* rows.map(({ cursor: _, ...row }) => lineOf(row));
      const last = rows.at(-1);
      if (!last || rows.length < part) return;
      [after, id] = [last.cursor, last.transactionId];
    }
  }

  /** When a customer's first transaction was; null when there is none. */
  async firstAt(userId: number): Promise<Date | null> {
    const [row] = await this.em
      .fork()
      .execute<{ at: Date | null }[]>(
        'select min(occurred_at) as at from ledger_transactions where user_id = ? and currency = ?',
        [userId, this.ledger.currency],
      );
    return row?.at ?? null;
  }

  /** What came in and went out by month since a moment; months without transactions are left out. */
  async months(userId: number, since: Date): Promise<{ month: string; sum: bigint; transactions: number }[]> {
    const rows = await this.em.fork().execute<{ month: string; sum: string; transactions: number }[]>(
      `select to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM') as month, sum(p.amount) as sum, count(*)::int as transactions
       from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.user_id = ? and t.currency = ? and t.occurred_at >= ? group by 1`,
      [userId, this.ledger.currency, since],
    );
    return rows.map(row => ({ ...row, sum: BigInt(row.sum) }));
  }
}

function lineOf({ kind, year, sequence, amount, ...line }: StoredLine): StatementLine {
  const isNumbered = kind !== null && year !== null && sequence !== null;
  return { ...line, amount: BigInt(amount), document: isNumbered ? documentNumber(kind, year, sequence) : null };
}
