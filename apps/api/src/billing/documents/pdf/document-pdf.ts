import { formatMoney } from '@sky/money';
import type { TaxSnapshot } from '../../tax/tax-quote';
import type { DocumentKind, IssuedDocument } from '../document';
import { moment, writeFoot, writeHead } from './letterhead.pdf';
import { MARGIN, MUTED, RIGHT, Sheet } from './sheet';

const TITLES: Readonly<Record<DocumentKind, string>> = {
  receipt: 'Receipt',
  refund_note: 'Refund note',
  credit_note: 'Credit note',
  confirmation: 'Confirmation',
};
const ROW = 24;

/** Writes an issued document as PDF (A4), from its snapshot and nothing else: the same document gives the same bytes for good. */
export function documentPdf({ kind, number, issuedAt, snapshot }: IssuedDocument, logo: Buffer | null): Promise<Buffer> {
  const { company, customer, reference } = snapshot;
  const title = `${TITLES[kind]} ${number}`;
  const sheet = new Sheet(title, company.name, issuedAt);
  let y = writeHead(sheet, { company, customer, logo }, { title, subtitle: moment(issuedAt) });
  for (const [index, [label, value]] of rowsOf({ kind, snapshot }).entries()) {
    sheet.rule(y);
    const font = index === 0 ? 'strong' : 'text';
    sheet.text(label, MARGIN, y + 7, { font, size: 10, width: 330 });
    sheet.text(value, RIGHT, y + 7, { font, size: 10, align: 'right' });
    y += ROW;
  }
  sheet.rule(y);
  sheet.paragraph(remarkOf(kind, snapshot.tax), MARGIN, y + 12, { color: MUTED, width: RIGHT - MARGIN });
  writeFoot(sheet, `Reference ${reference}`, 1, 1);
  return sheet.end();
}

function rowsOf({ kind, snapshot }: Pick<IssuedDocument, 'kind' | 'snapshot'>): (readonly [string, string])[] {
  const { currency, amount, paid, balanceAfter, tax, description, orderId, captureId, reverses } = snapshot;
  const isPayPal = snapshot.description.includes('PayPal');
  const money = (micro: string) => formatMoney(BigInt(micro), currency);
  const total = BigInt(paid) < 0n ? 'Given back' : kind === 'receipt' ? 'Paid' : 'Total';
  return [
    [description, money(paid)],
    ...(tax ? taxRows(tax, currency) : []),
    ...(tax || amount !== paid ? [[total, money(paid)] as const] : []),
    ...(amount === paid ? [] : [['Credit', money(amount)] as const]),
    ...(reverses === null ? [] : [['Takes back', reverses] as const]),
    ...(orderId === null ? [] : [[isPayPal ? 'PayPal order' : 'Payment reference', orderId] as const]),
    ...(captureId === null ? [] : [[isPayPal ? 'PayPal transaction' : 'Bank reference', captureId] as const]),
    ...(balanceAfter === null ? [] : [['Credit afterwards', money(balanceAfter)] as const]),
  ];
}

function taxRows(
  { mode, name, rateBasisPoints, country, net, tax }: TaxSnapshot,
  currency: string,
): (readonly [string, string])[] {
  const rate = `${rateBasisPoints / 100} %`;
  const words = mode === 'reverse_charge' ? `${name}, reverse charge (${country})` : `${name} ${rate} (${country})`;
  return [
    ['Net', formatMoney(net, currency)],
    [words, formatMoney(tax, currency)],
  ];
}

function remarkOf(kind: DocumentKind, tax: TaxSnapshot | null): string {
  const remarks = [
    kind === 'receipt' ? 'Prepaid credit. It pays for servers by the hour; each charge is listed in the portal.' : '',
    tax?.mode === 'reverse_charge' ? `Reverse charge: the recipient owes the ${tax.name} in ${tax.country}.` : '',
    tax?.mode === 'inclusive' ? `The price contains ${tax.name}.` : '',
  ];
  return remarks.filter(Boolean).join('\n');
}
