import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { TransactionType } from '../ledger/vocabulary';

export interface TransactionFilter {
  readonly userId?: number;
  readonly type?: TransactionType;
  readonly from?: Date;
  readonly to?: Date;
  /** The beginning of a username or address, or a whole reference, PayPal id (order, capture, refund) or number; staff only. */
  readonly search?: string;
  /** Micro-units, whichever way the money went. */
  readonly amountFrom?: bigint;
  readonly amountTo?: bigint;
}

/** What a search stands for: people, and transactions. */
export interface Found {
  readonly userIds: readonly number[];
  readonly transactionIds: readonly string[];
}

/** More people or transactions than this for one search help nobody. */
const MOST = 500;

/** Each part asks one index; a search is resolved first, so that the list itself never looks at every row. */
const FIND = `
  (select 'user' as kind, id::text from users where lower(username) like ? or lower(email) like ? limit ${MOST})
  union all
  (select 'transaction', id::text from ledger_transactions where reference = ?)
  union all
  (select 'payment', id::text from payments where order_id = ? or capture_id = ?)
  union all
  (select 'payment', payment_id::text from refunds where gateway_refund_id = ?)
  union all
  (select 'payment', y.id::text from webhook_events e join payments y on y.capture_id = e.capture_id where e.refund_id = ? limit ${MOST})`;

/** Finds what a search stands for. */
export async function resolveSearch(em: EntityManager, text: string): Promise<Found> {
  const word = text.trim();
  const prefix = `${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const hits = await em.execute<{ kind: string; id: string }[]>(FIND, [prefix, prefix, word, word, word, word, word]);
  const ids = (kind: string) => hits.filter(hit => hit.kind === kind).map(({ id }) => id);
  const number = /^[1-9]\d{0,8}$/.test(word) ? [word] : [];
  const ofPayments = await transactionsOf(em, ids('payment'));
  return { userIds: ids('user').map(Number), transactionIds: [...number, ...ids('transaction'), ...ofPayments] };
}

/** The transactions that credited these payments, and those that took them back. */
async function transactionsOf(em: EntityManager, paymentIds: readonly string[]): Promise<string[]> {
  if (paymentIds.length === 0) return [];
  const rows = await em.execute<{ id: string }[]>(
    `select transaction_id as id from payments where id = any (?) and transaction_id is not null
     union all
     select t.id from payments y join ledger_transactions t on t.reverses_id = y.transaction_id where y.id = any (?)`,
    [`{${paymentIds.join(',')}}`, `{${paymentIds.join(',')}}`],
  );
  return rows.map(({ id }) => id);
}

/** The conditions of a filter on transactions `t` with the customer's posting `p`. */
export function whereOf(filter: TransactionFilter, found: Found | null) {
  const { userId, type, from, to, amountFrom, amountTo } = filter;
  const conditions = [
    sql`t.user_id is not null`,
    ...(userId === undefined ? [] : [sql`t.user_id = ${userId}`]),
    ...(type === undefined ? [] : [sql`t.type = ${type}`]),
    ...(from === undefined ? [] : [sql`t.occurred_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`t.occurred_at < ${to}`]),
    ...worth(amountFrom, amountTo),
    ...(found === null
      ? []
      : [sql`(t.user_id = any (${array(found.userIds)}::int[]) or t.id = any (${array(found.transactionIds)}::bigint[]))`]),
  ];
  return sql.join(conditions, sql` and `);
}

function array(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

/** Exactly one amount is asked for by equality, so that the database expects few rows and takes the index. */
function worth(from: bigint | undefined, to: bigint | undefined) {
  if (from !== undefined && from === to) return [sql`abs(p.amount) = ${from}`];
  return [
    ...(from === undefined ? [] : [sql`abs(p.amount) >= ${from}`]),
    ...(to === undefined ? [] : [sql`abs(p.amount) <= ${to}`]),
  ];
}
