import { formatDecimal } from '@sky/money';
import type { Readable } from 'node:stream';
import { csvFile, csvLine, number } from '../documents/csv';
import type { Period } from './period';
import type { StatementLine } from './statement-reader';

const COLUMNS = ['date', 'type', 'description', 'amount', 'balance', 'currency', 'transaction', 'document'];

/** What a statement's table is made of; amounts in micro-units. */
export interface StatementTable {
  readonly period: Period;
  readonly opening: bigint;
  readonly lines: AsyncIterable<StatementLine> | Iterable<StatementLine>;
  readonly currency: string;
  readonly withBom: boolean;
}

/** A statement as CSV: the opening balance, every transaction with the balance after it, the closing balance. */
export function statementCsv(table: StatementTable): Readable {
  return csvFile(csvLines(table), { withBom: table.withBom });
}

async function* csvLines({ period, opening, lines, currency }: StatementTable): AsyncGenerator<string> {
  const money = (micro: bigint) => number(formatDecimal(micro, currency));
  const edge = (at: Date, type: string, description: string, balance: bigint) =>
    csvLine([at.toISOString(), type, description, null, money(balance), currency, null, null]);
  yield csvLine(COLUMNS);
  yield edge(period.from, 'opening_balance', 'Opening balance', opening);
  let balance = opening;
  for await (const { at, type, description, amount, transactionId, document } of lines) {
    balance += amount;
    yield csvLine([
      at.toISOString(),
      type,
      description,
      money(amount),
      money(balance),
      currency,
      number(transactionId),
      document,
    ]);
  }
  yield edge(period.to, 'closing_balance', 'Closing balance', balance);
}
