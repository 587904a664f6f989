import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { parseMoney } from '@sky/money';
import type { TransactionType } from '../ledger/vocabulary';
import type { TaxSnapshot } from '../tax/tax-quote';
import {
  confirmationNumber,
  documentNumber,
  type DocumentSnapshot,
  type IssuedDocument,
  type NumberedKind,
  numberedKindOf,
} from './document';
import { Letterhead } from './letterhead';

interface StoredDocument extends Omit<IssuedDocument, 'number' | 'kind'> {
  readonly kind: NumberedKind;
  readonly year: number;
  readonly sequence: number;
}

interface Documented {
  readonly type: TransactionType;
  readonly description: string;
  readonly reference: string;
  readonly currency: string;
  readonly userId: number;
  readonly occurredAt: Date;
  readonly amount: string;
  readonly balanceAfter: string | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly reverses: string | null;
}

const SELECT = `
  select kind, year, sequence, transaction_id as "transactionId", user_id as "userId", issued_at as "issuedAt", snapshot from documents`;

const DOCUMENTED = `
  select t.type, t.description, t.reference, t.currency, t.user_id as "userId", t.occurred_at as "occurredAt", p.amount,
    p.balance_after as "balanceAfter", y.order_id as "orderId", y.capture_id as "captureId", t.reverses_id as reverses
  from ledger_transactions t
  join ledger_postings p on p.transaction_id = t.id and p.line = 1
  left join payments y on y.transaction_id = coalesce(t.reverses_id, t.id)
  where t.id = ?`;

/** What of a movement only its maker knows. */
export interface DocumentedMoney {
  /** What the tax was; its amounts are those of this movement (below zero where money went back). */
  readonly tax?: TaxSnapshot | null | undefined;
  /** What PayPal calls it, where the payment does not name it yet. */
  readonly orderId?: string | null;
  readonly captureId?: string | null;
}

/** Issues numbered documents, each once, and finds them. */
@Injectable()
export class Documents {
  constructor(
    private readonly em: EntityManager,
    private readonly letterhead: Letterhead,
  ) {}

  /**
   * Issues the document of a transaction, beside its posting and in the same database transaction, so that numbers have no gaps.
   * Numbers are given in turn: whoever issues one holds the counter of its kind until they commit. Issuing again finds the first.
   */
  issue(transactionId: bigint, money: DocumentedMoney = {}): Promise<IssuedDocument> {
    return this.em.transactional(async em => {
      const row = await this.documented(transactionId);
      const kind = numberedKindOf(row.type, BigInt(row.amount));
      if (!kind) throw new Error(`Transaction ${transactionId} has no numbered document`);
      const year = row.occurredAt.getUTCFullYear();
      await em.execute('insert into document_counters (kind, year) values (?, ?) on conflict do nothing', [kind, year]);
      await em.execute('select last_sequence from document_counters where kind = ? and year = ? for update', [kind, year]);
      const known = await this.find(transactionId);
      if (known) return known;
      await this.letterhead.keepLogo();
      const snapshot = await this.snapshot(row, money);
      return this.number(kind, year, { transactionId, row, snapshot });
    });
  }

  /** The document of a transaction; null when none was issued. */
  async find(transactionId: bigint): Promise<IssuedDocument | null> {
    const [stored] = await this.em.execute<StoredDocument[]>(`${SELECT} where transaction_id = ?`, [transactionId]);
    return stored ? withNumber(stored) : null;
  }

  /** The document of a transaction; a confirmation for one that has no numbered document. */
  async of(transactionId: bigint): Promise<IssuedDocument> {
    return (await this.find(transactionId)) ?? (await this.confirmation(transactionId));
  }

  private async confirmation(transactionId: bigint): Promise<IssuedDocument> {
    const row = await this.documented(transactionId);
    return {
      kind: 'confirmation',
      number: confirmationNumber(transactionId),
      transactionId: String(transactionId),
      userId: row.userId,
      issuedAt: row.occurredAt,
      snapshot: await this.snapshot(row, {}),
    };
  }

  private async documented(transactionId: bigint): Promise<Documented> {
    const [row] = await this.em.execute<Documented[]>(DOCUMENTED, [transactionId]);
    if (!row) throw new Error(`There is no transaction ${transactionId}`);
    return row;
  }

  private async number(
    kind: NumberedKind,
    year: number,
    { transactionId, row, snapshot }: { transactionId: bigint; row: Documented; snapshot: DocumentSnapshot },
  ): Promise<IssuedDocument> {
    await this.em.execute(
      `with counted as (
         update document_counters set last_sequence = last_sequence + 1 where kind = ? and year = ? returning last_sequence
       )
       insert into documents (kind, year, sequence, transaction_id, user_id, issued_at, snapshot)
       select ?, ?, last_sequence, ?, ?, ?, ?::jsonb from counted`,
      [kind, year, kind, year, transactionId, row.userId, row.occurredAt, JSON.stringify(snapshot)],
    );
    const issued = await this.find(transactionId);
    if (!issued) throw new Error(`The document of transaction ${transactionId} was not issued`);
    return issued;
  }

  private async snapshot(row: Documented, money: DocumentedMoney): Promise<DocumentSnapshot> {
    const { currency, amount, balanceAfter, description, reference } = row;
    const tax = money.tax ?? null;
    const reversed = row.reverses === null ? null : await this.find(BigInt(row.reverses));
    return {
      company: this.letterhead.company(),
      customer: await this.letterhead.customer(row.userId, row.occurredAt),
      ...{ currency, amount, balanceAfter, description, reference, tax },
      paid: tax ? String(parseMoney(tax.gross, currency, { sign: 'signed' })) : amount,
      orderId: money.orderId ?? row.orderId,
      captureId: money.captureId ?? row.captureId,
      reverses: reversed?.number ?? null,
    };
  }
}

function withNumber({ year, sequence, ...document }: StoredDocument): IssuedDocument {
  return { ...document, number: documentNumber(document.kind, year, sequence) };
}
