import { formatMoney } from '@sky/money';
import type { Period } from '../../statements/period';
import type { StatementLine } from '../../statements/statement-reader';
import type { CompanySnapshot, CustomerSnapshot } from '../document';
import { FOOT, moment, writeFoot, writeHead } from './letterhead.pdf';
import { INK, MARGIN, MUTED, RIGHT, Sheet } from './sheet';

const ROW = 16;
const TABLE_HEAD = 22;
/** Room for the last line of a page. */
const BOTTOM = FOOT - 26;
const COLUMNS = { date: MARGIN, what: MARGIN + 66, amount: RIGHT - 92, balance: RIGHT } as const;

/** All that a statement says; amounts in micro-units. */
export interface Statement {
  readonly period: Period;
  readonly opening: bigint;
  readonly lines: readonly StatementLine[];
  readonly currency: string;
  readonly company: CompanySnapshot;
  readonly customer: CustomerSnapshot;
  readonly servers: Readonly<Record<string, string>>;
  readonly logo: Buffer | null;
}

/** Writes a statement as PDF. Between two pages other work of the process has its turn. */
export async function statementPdf(statement: Statement): Promise<Buffer> {
  const { period, opening, lines, currency, company } = statement;
  const title = `Statement ${day(period.from)} to ${day(new Date(period.to.getTime() - 1))}`;
  const sheet = new Sheet(title, company.name, period.to);
  const words = `${moment(period.from)} to ${moment(period.to)}, amounts in ${currency}`;
  const top = writeSummary(sheet, writeHead(sheet, statement, { title, subtitle: words }), statement);
  const pages = pageCount(lines.length, top);
  let [page, y, balance] = [1, writeTableHead(sheet, top), opening];
  for (const line of lines) {
    if (y + ROW > BOTTOM) {
      writeFoot(sheet, title, page, pages);
      await sheet.nextPage();
      page += 1;
      y = writeTableHead(sheet, MARGIN);
    }
    balance += line.amount;
    writeLine(sheet, y, line, { what: wordsFor(line, statement), balance, currency });
    y += ROW;
  }
  writeFoot(sheet, title, page, pages);
  return sheet.end();
}

/** How many pages so many lines take, when the table of the first page begins at `top`. */
export function pageCount(lines: number, top: number): number {
  const fitting = (start: number) => Math.floor((BOTTOM - start - TABLE_HEAD) / ROW);
  const rest = lines - fitting(top);
  return rest <= 0 ? 1 : 1 + Math.ceil(rest / fitting(MARGIN));
}

function writeSummary(sheet: Sheet, y: number, { opening, lines, currency }: Statement): number {
  const sum = (from: readonly StatementLine[]) => from.reduce((total, { amount }) => total + amount, 0n);
  const received = sum(lines.filter(({ amount }) => amount > 0n));
  const spent = sum(lines.filter(({ amount }) => amount < 0n));
  const figures: readonly (readonly [string, bigint])[] = [
    ['Opening balance', opening],
    ['Received', received],
    ['Spent', spent],
    ['Closing balance', opening + received + spent],
  ];
  const width = (RIGHT - MARGIN) / figures.length;
  for (const [index, [label, amount]] of figures.entries()) {
    sheet.text(label, MARGIN + index * width, y, { size: 8, color: MUTED });
    sheet.text(exact(amount, currency), MARGIN + index * width, y + 12, { font: 'strong', size: 10, width: width - 8 });
  }
  return y + 44;
}

function writeTableHead(sheet: Sheet, y: number): number {
  const style = { size: 8, color: MUTED } as const;
  sheet.text('Date', COLUMNS.date, y, style);
  sheet.text('What', COLUMNS.what, y, style);
  sheet.text('Amount', COLUMNS.amount, y, { ...style, align: 'right' });
  sheet.text('Balance', COLUMNS.balance, y, { ...style, align: 'right' });
  sheet.rule(y + 14);
  return y + TABLE_HEAD;
}

function writeLine(
  sheet: Sheet,
  y: number,
  { at, amount }: StatementLine,
  { what, balance, currency }: { what: string; balance: bigint; currency: string },
): void {
  const style = { size: 8.5, color: INK } as const;
  sheet.text(day(at), COLUMNS.date, y, { ...style, color: MUTED });
  sheet.text(what, COLUMNS.what, y, { ...style, width: COLUMNS.amount - COLUMNS.what - 90 });
  sheet.text(exact(amount, currency), COLUMNS.amount, y, { ...style, align: 'right' });
  sheet.text(exact(balance, currency), COLUMNS.balance, y, { ...style, align: 'right' });
}

function wordsFor({ serverId, hours, description, document }: StatementLine, { servers }: Statement): string {
  if (serverId !== null)
    return `${servers[String(serverId)] ?? `Server ${serverId}`}, ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return document === null ? description : `${description}, ${document}`;
}

function exact(amount: bigint, currency: string): string {
  return formatMoney(amount, currency, { decimals: 'exact' });
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
