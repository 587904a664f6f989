import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageRequest } from '@api/platform';
import { type NumberedKind, documentNumber } from '../documents/document';
import type { TransactionType } from '../ledger/vocabulary';
import { resolveSearch, type TransactionFilter, whereOf } from './transaction-filter';

/** Counting further costs the database more than anyone gains; a total of this many means "so many or more". */
const COUNTED_UP_TO = 10_000;

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
  readonly reversesId: string | null;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly paymentId: number | null;
  readonly gateway: string | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
  /** Number of its document, when one was issued. */
  readonly document: string | null;
}

interface StoredRow extends Omit<TransactionRow, 'document'> {
  readonly documentKind: NumberedKind | null;
  readonly documentYear: number;
  readonly documentSequence: number;
}

type Anything = Record<string, never>;

/** Lists and shows ledger transactions, newest first. Whose they are is part of the question. */
@Injectable()
export class TransactionReader {
  constructor(private readonly em: EntityManager) {}

  /** A page of transactions, with how many there are (counted up to 10,000). */
  async page(filter: TransactionFilter, page: PageRequest): Promise<{ rows: TransactionRow[]; total: number }> {
    const database = this.em.getKysely<Anything>();
    const found = filter.search === undefined ? null : await resolveSearch(this.em, filter.search);
    const where = whereOf(filter, found);
    const { rows } =
      await sql<StoredRow>`${SELECT} where ${where} order by t.id desc limit ${page.limit} offset ${page.offset}`.execute(
        database,
      );
    const counted = await sql<{ total: number }>`select count(*)::int as total from (
      select 1 from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
      where ${where} order by t.id desc limit ${COUNTED_UP_TO}) as counted`.execute(database);
    return { rows: rows.map(withDocument), total: counted.rows[0]?.total ?? 0 };
  }

  /** One transaction; null when it does not exist or is not this user's (if one is named). */
  async find(id: number, userId?: number): Promise<TransactionRow | null> {
    const owner = userId === undefined ? sql`t.user_id is not null` : sql`t.user_id = ${userId}`;
    const { rows } = await sql<StoredRow>`${SELECT} where t.id = ${id} and ${owner}`.execute(this.em.getKysely<Anything>());
    const [row] = rows;
    return row ? withDocument(row) : null;
  }
}

/** The customer's side of a transaction is line 1; what takes a purchase back belongs to the same payment. */
const SELECT = sql`
  select t.id, t.type, t.description, t.currency, p.amount, p.balance_after as "balanceAfter", t.reference, t.occurred_at as "createdAt",
    t.reverses_id as "reversesId", u.id as "userId", u.username, u.email, u.full_name as "fullName", y.id as "paymentId", y.gateway,
    y.order_id as "orderId", y.capture_id as "captureId", d.kind as "documentKind", d.year as "documentYear", d.sequence as "documentSequence"
  from ledger_transactions t
  join ledger_postings p on p.transaction_id = t.id and p.line = 1
  join users u on u.id = t.user_id
  left join payments y on y.transaction_id = coalesce(t.reverses_id, t.id)
  left join documents d on d.transaction_id = t.id`;

function withDocument({ documentKind, documentYear, documentSequence, ...row }: StoredRow): TransactionRow {
  return { ...row, document: documentKind && documentNumber(documentKind, documentYear, documentSequence) };
}
