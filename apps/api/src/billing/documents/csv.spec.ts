import fc from 'fast-check';
import { formatDecimal, parseMoney } from '@sky/money';
import { statementCsv } from '../statements/statement-csv';
import type { StatementLine } from '../statements/statement-reader';
import { csvLine, number } from './csv';

/** Reads CSV as RFC 4180 has it, independently of what wrote it. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at] ?? '';
        else if (text[at + 1] === '"') cell += text[(at += 1)] ?? '';
        else break;
      }
      at += 1;
    } else for (; at < text.length && !',\r\n'.includes(text[at] ?? ''); at += 1) cell += text[at] ?? '';
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += 2;
  }
  return rows;
}

const line = fc.record({
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
  type: fc.constant('adjustment' as const),
  description: fc.string({ unit: fc.constantFrom('a', '=', '+', '-', '@', '"', ',', ' ', '\t', 'é', '东', '＝') }),
  amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  document: fc.constant(null),
  transactionId: fc.nat().map(String),
  serverId: fc.constant(null),
  hours: fc.constant(null),
}) satisfies fc.Arbitrary<StatementLine>;

async function fileOf(opening: bigint, lines: readonly StatementLine[], currency: string): Promise<string> {
  const period = { from: new Date('2026-01-01'), to: new Date('2027-01-01') };
  const pieces: Buffer[] = [];
  for await (const piece of statementCsv({ period, opening, lines, currency, withBom: false })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

describe('CSV', () => {
  it('adds up: opening balance, every amount, every balance, closing balance, in every currency', async () => {
    const currency = fc.constantFrom('JPY', 'USD', 'KWD');
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.array(line),
        currency,
        async (opening, lines, code) => {
          const [, first, ...rest] = read(await fileOf(opening, lines, code));
          const money = (text: string | undefined) => parseMoney(text ?? '', code, { sign: 'signed' });
          let balance = money(first?.[4]);
          expect(balance).toBe(opening);
          const last = rest.pop();
          expect(rest).toHaveLength(lines.length);
          rest.forEach((cells, index) => {
            balance += money(cells[3]);
            expect(money(cells[4])).toBe(balance);
            expect(cells[2]?.replace(/^'/, '')).toBe(lines[index]?.description.replace(/^'/, ''));
          });
          expect(money(last?.[4])).toBe(balance);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never begins a cell of text with what a spreadsheet runs, and leaves numbers alone', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const [[cell = ''] = []] = read(csvLine([text]));
        expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), amount => {
        const decimal = formatDecimal(amount, 'USD');
        expect(csvLine([number(decimal), 'x'])).toBe(`${decimal},x\r\n`);
      }),
    );
  });
});
