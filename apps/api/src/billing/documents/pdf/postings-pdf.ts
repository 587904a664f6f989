import { formatMoney } from '@sky/money';
import type { ChecksumResult } from '../../transactions/checksum';
import type { ExportedPosting } from '../../transactions/transaction-export';
import type { CompanySnapshot } from '../document';
import { FOOT, moment, writeFoot } from './letterhead.pdf';
import { MARGIN, MUTED, RIGHT, Sheet } from './sheet';

const ROW = 14;
const TABLE_HEAD = 22;
const BOTTOM = FOOT - 26;
const FIRST_TOP = MARGIN + 66;
const COLUMNS = {
  id: MARGIN,
  date: MARGIN + 48,
  customer: MARGIN + 136,
  what: MARGIN + 226,
  account: MARGIN + 340,
  amount: RIGHT,
} as const;

/** Postings with the checksum at their end. */
export interface PostingList {
  readonly company: CompanySnapshot;
  readonly postings: readonly ExportedPosting[];
  readonly checksum: ChecksumResult;
  readonly currency: string;
  readonly at: Date;
}

/** Writes an export of postings as PDF; between two pages other work of the process has its turn. */
export async function postingsPdf({ company, postings, checksum, currency, at }: PostingList): Promise<Buffer> {
  const sheet = new Sheet('Transactions', company.name, at);
  sheet.text(company.name, MARGIN, MARGIN, { font: 'strong', size: 14, width: RIGHT - MARGIN });
  sheet.text(`Transactions, all postings, as of ${moment(at)}, amounts in ${currency}`, MARGIN, MARGIN + 24, { color: MUTED });
  const ends = endOf(checksum, currency);
  const pages = pageCount(postings.length + ends.length);
  let [page, y] = [1, writeTableHead(sheet, FIRST_TOP)];
  const next = async () => {
    if (y + ROW <= BOTTOM) return;
    writeFoot(sheet, 'Transactions', page, pages);
    await sheet.nextPage();
    page += 1;
    y = writeTableHead(sheet, MARGIN);
  };
  for (const posting of postings) {
    await next();
    writePosting(sheet, y, posting);
    y += ROW;
  }
  for (const words of ends) {
    await next();
    sheet.text(words, MARGIN, y, { font: 'strong', size: 7.5, width: RIGHT - MARGIN });
    y += ROW;
  }
  writeFoot(sheet, 'Transactions', page, pages);
  return sheet.end();
}

function pageCount(lines: number): number {
  const fitting = (start: number) => Math.floor((BOTTOM - start - TABLE_HEAD) / ROW);
  const rest = lines - fitting(FIRST_TOP);
  return rest <= 0 ? 1 : 1 + Math.ceil(rest / fitting(MARGIN));
}

function endOf({ rows, sums, total, digest }: ChecksumResult, currency: string): string[] {
  return [
    ...sums.map(([account, sum]) => `Sum of ${account}: ${exact(sum, currency)}`),
    `${rows} rows, sum of all accounts: ${exact(total, currency)}`,
    `SHA-256 ${digest}`,
  ];
}

function writeTableHead(sheet: Sheet, y: number): number {
  const style = { size: 7.5, color: MUTED } as const;
  sheet.text('No.', COLUMNS.id, y, style);
  sheet.text('Date (UTC)', COLUMNS.date, y, style);
  sheet.text('Customer', COLUMNS.customer, y, style);
  sheet.text('What', COLUMNS.what, y, style);
  sheet.text('Account', COLUMNS.account, y, style);
  sheet.text('Amount', COLUMNS.amount, y, { ...style, align: 'right' });
  sheet.rule(y + 14);
  return y + TABLE_HEAD;
}

function writePosting(
  sheet: Sheet,
  y: number,
  { id, at, username, description, account, amount, currency }: ExportedPosting,
): void {
  const style = { size: 7.5 } as const;
  sheet.text(id, COLUMNS.id, y, { ...style, width: 44 });
  sheet.text(moment(at).slice(0, 16), COLUMNS.date, y, { ...style, color: MUTED });
  sheet.text(username, COLUMNS.customer, y, { ...style, width: 84 });
  sheet.text(description, COLUMNS.what, y, { ...style, width: 108 });
  sheet.text(account, COLUMNS.account, y, style);
  sheet.text(exact(BigInt(amount), currency), COLUMNS.amount, y, { ...style, align: 'right' });
}

function exact(amount: bigint, currency: string): string {
  return formatMoney(amount, currency, { decimals: 'exact' });
}
