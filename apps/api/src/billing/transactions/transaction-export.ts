import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { sql } from 'kysely';
import type { Readable } from 'node:stream';
import { AuditLog } from '@api/audit';
import { Clock, RefusedError } from '@api/platform';
import { csvFile, csvLine, number } from '../documents/csv';
import { Letterhead } from '../documents/letterhead';
import { postingsPdf } from '../documents/pdf/postings-pdf';
import { Ledger } from '../ledger/ledger';
import type { AccountKind, TransactionType } from '../ledger/vocabulary';
import { Checksum } from './checksum';
import { type Found, resolveSearch, type TransactionFilter, whereOf } from './transaction-filter';

const PART = 1_000;
const MOST_LINES_OF_PDF = 20_000;
const COLUMNS = [
  ...['transaction', 'date', 'type', 'reference', 'description', 'user_id', 'username', 'line', 'account', 'amount'],
  ...['balance_after', 'currency'],
];

/** One posting of the export; amounts in micro-units. */
export interface ExportedPosting {
  readonly id: string;
  readonly at: Date;
  readonly type: TransactionType;
  readonly reference: string;
  readonly description: string;
  readonly userId: number;
  readonly username: string;
  readonly line: number;
  readonly account: AccountKind;
  readonly amount: string;
  readonly balanceAfter: string | null;
  readonly currency: string;
}

/** Exports the postings of transactions, all accounts of each, with a checksum that shows whether anything is missing or changed. */
@Injectable()
export class TransactionExport {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly letterhead: Letterhead,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** As CSV, written while it is read. No filter means that nothing is wanted. */
  async csv(filter: TransactionFilter | null): Promise<Readable> {
    await this.record(filter, 'csv');
    const { currency } = this.ledger;
    return csvFile(lines(this.postings(filter), currency));
  }

  /** As PDF. */
  async pdf(filter: TransactionFilter | null): Promise<Buffer> {
    await this.record(filter, 'pdf');
    const postings: ExportedPosting[] = [];
    const { currency } = this.ledger;
    const checksum = new Checksum();
    for await (const posting of this.postings(filter)) {
      postings.push(posting);
      checksum.add(lineOf(posting), posting.account, BigInt(posting.amount));
      if (postings.length > MOST_LINES_OF_PDF)
        throw new RefusedError(
          'too_many_lines',
          `A PDF holds at most ${MOST_LINES_OF_PDF} postings. Filter further, or take CSV.`,
        );
    }
    const company = this.letterhead.company();
    return postingsPdf({ company, postings, checksum: checksum.result(), currency, at: this.clock.now() });
  }

  private async *postings(filter: TransactionFilter | null): AsyncGenerator<ExportedPosting> {
    if (filter === null) return;
    const found = filter.search === undefined ? null : await resolveSearch(this.em.fork(), filter.search);
    for (let after = '0'; ;) {
      const rows = await this.part(filter, found, after);
      yield* rows;
      const last = rows.at(-1);
      if (!last || Number(last.count) < PART) return;
      after = last.id;
    }
  }

  /** The postings of the next transactions; each row carries how many transactions the part has. */
  private async part(
    filter: TransactionFilter,
    found: Found | null,
    after: string,
  ): Promise<(ExportedPosting & { count: string })[]> {
    const { rows } = await sql<ExportedPosting & { count: string }>`
      with part as (
        select t.* from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
        where ${whereOf(filter, found)} and t.id > ${after} order by t.id limit ${PART}
      )
      select t.id, t.occurred_at as at, t.type, t.reference, t.description, t.user_id as "userId", u.username, p.line, a.kind as account,
        p.amount, p.balance_after as "balanceAfter", t.currency, (select count(*) from part) as count
      from part t join users u on u.id = t.user_id join ledger_postings p on p.transaction_id = t.id
      join ledger_accounts a on a.id = p.account_id order by t.id, p.line`.execute(
      this.em.fork().getKysely<Record<string, never>>(),
    );
    return rows;
  }

  private record(filter: TransactionFilter | null, format: string): Promise<void> {
    const { amountFrom, amountTo, ...rest } = filter ?? {};
    const amounts = { amountFrom: amountFrom?.toString(), amountTo: amountTo?.toString() };
    return this.audit.record({
      action: 'transactions.exported',
      userId: null,
      details: { filter: { ...rest, ...amounts }, format },
    });
  }
}

async function* lines(postings: AsyncIterable<ExportedPosting>, currency: string): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  const checksum = new Checksum();
  for await (const posting of postings) {
    const line = lineOf(posting);
    checksum.add(line, posting.account, BigInt(posting.amount));
    yield line;
  }
  const { rows, sums, total, digest } = checksum.result();
  const end = (type: string, words: string, account: string | null, amount: bigint) =>
    csvLine([null, null, type, null, words, null, null, null, account, number(formatDecimal(amount, currency)), null, currency]);
  for (const [account, sum] of sums) yield end('sum', 'Sum of the account', account, sum);
  yield end('checksum', `${rows} rows, SHA-256 ${digest}`, null, total);
}

function lineOf(posting: ExportedPosting): string {
  const { id, at, type, reference, description, userId, username, line, account, amount, balanceAfter, currency } = posting;
  return csvLine([
    ...[number(id), at.toISOString(), type, reference, description, number(userId), username, number(line), account],
    number(formatDecimal(BigInt(amount), currency)),
    balanceAfter === null ? null : number(formatDecimal(BigInt(balanceAfter), currency)),
    currency,
  ]);
}
