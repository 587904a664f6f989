import { Readable } from 'node:stream';

/** What spreadsheets take for the beginning of a formula, also in full width. */
const BEGINS_FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;
const BYTE_ORDER_MARK = '\ufeff';
/** Lines are handed on in pieces of about this many characters. */
const PIECE = 16_384;

/** One cell: text is kept from running as a formula, a number is written as it is. */
export type Cell = string | { readonly number: string } | null;

/** A cell that a spreadsheet reads as a number, such as an amount as a decimal string. */
export function number(value: string | number | bigint): Cell {
  return { number: String(value) };
}

/** One line of CSV (RFC 4180), with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell => quoted(textOf(cell))).join(',')}\r\n`;
}

/** A file of lines while they are written, so that their number costs no memory. */
export function csvFile(lines: AsyncIterable<string>, { withBom = false }: { withBom?: boolean } = {}): Readable {
  return Readable.from(pieces(lines, withBom ? BYTE_ORDER_MARK : ''), { objectMode: false });
}

async function* pieces(lines: AsyncIterable<string>, beginning: string): AsyncGenerator<Buffer> {
  let piece = beginning;
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece) yield Buffer.from(piece);
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.number;
  return BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
