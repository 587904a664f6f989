import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { AccountKind, TransactionType } from '../ledger/vocabulary';
import type { TaxSnapshot } from '../tax/tax-quote';
import type { TransactionRow } from './transaction-reader';

/** A server-hour behind a usage charge; the amount in micro-units. */
export interface ChargeLine {
  readonly serverId: number;
  readonly serverName: string;
  readonly hourStartsAt: Date;
  readonly amount: string;
}

/** A transaction that takes this one back, or that this one takes back. */
export interface RelatedTransaction {
  readonly id: string;
  readonly type: TransactionType;
  readonly description: string;
  readonly amount: string;
  readonly createdAt: Date;
}

/** One line of a transaction on an account. */
export interface PostingLine {
  readonly line: number;
  readonly account: AccountKind;
  readonly amount: string;
  readonly balanceAfter: string | null;
}

/** What a transaction rests on. */
export interface Evidence {
  readonly lines: readonly ChargeLine[];
  readonly reverses: RelatedTransaction | null;
  readonly reversedBy: readonly RelatedTransaction[];
  readonly tax: TaxSnapshot | null;
}

const RELATED = `
  select t.id, t.type, t.description, p.amount, t.occurred_at as "createdAt"
  from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1`;

/** Finds what a transaction rests on: server-hours, what it takes back or is taken back by, tax, and its postings. */
@Injectable()
export class TransactionEvidence {
  constructor(private readonly em: EntityManager) {}

  async of({ id, reversesId }: TransactionRow): Promise<Evidence> {
    const em = this.em.fork();
    const lines = await em.execute<ChargeLine[]>(
      `select c.server_id as "serverId", s.name as "serverName", c.hour_starts_at as "hourStartsAt", c.amount
       from usage_charges c join servers s on s.id = c.server_id where c.transaction_id = ? order by c.server_id, c.hour_starts_at`,
      [id],
    );
    const related = await em.execute<RelatedTransaction[]>(`${RELATED} where t.reverses_id = ? or t.id = ? order by t.id`, [
      id,
      reversesId ?? 0,
    ]);
    const [document] = await em.execute<{ tax: TaxSnapshot | null }[]>(
      `select snapshot -> 'tax' as tax from documents where transaction_id = ?`,
      [id],
    );
    return {
      lines,
      reverses: related.find(row => row.id === reversesId) ?? null,
      reversedBy: related.filter(row => row.id !== reversesId),
      tax: document?.tax ?? null,
    };
  }

  /** Every line of a transaction, the customer's first. */
  postings(id: number): Promise<PostingLine[]> {
    return this.em.fork().execute<PostingLine[]>(
      `select p.line, a.kind as account, p.amount, p.balance_after as "balanceAfter"
       from ledger_postings p join ledger_accounts a on a.id = p.account_id where p.transaction_id = ? order by p.line`,
      [id],
    );
  }
}
