import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import PDFDocument from 'pdfkit';
import { SettingsService } from '@api/settings';
import type { TransactionRow } from '../transactions/transaction-reader';
import { BillingDetails, type BillingParty } from '../details/billing-details';
import { DOCUMENT_FONTS } from './fonts';

const MARGIN = 56;
const PAGE_WIDTH = 595;
const RIGHT = PAGE_WIDTH - MARGIN;
const INK = '#1c2328';
const MUTED = '#5b6770';
const LINE = '#d8dee2';

const TITLES: Partial<Record<TransactionRow['type'], string>> = { credit_purchase: 'Receipt', refund: 'Refund note' };

/** Writes a transaction's receipt as PDF (A4). The same transaction gives the same bytes, so a copy proves itself. */
@Injectable()
export class ReceiptWriter {
  constructor(
    private readonly settings: SettingsService,
    private readonly details: BillingDetails,
  ) {}

  async write(row: TransactionRow): Promise<Buffer> {
    const party = await this.details.of(row.userId, row.createdAt);
    const company = this.settings.get('company.name');
    const title = `${TITLES[row.type] ?? 'Transaction'} ${row.id}`;
    const document = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      info: { Title: title, Author: company, CreationDate: row.createdAt, ModDate: row.createdAt },
    });
    const written = collect(document);
    for (const [name, file] of Object.entries(DOCUMENT_FONTS)) document.registerFont(name, file);
    this.writeHead(document, company, title, row);
    this.writeParties(document, row, party);
    this.writeAmount(document, row);
    document
      .font('text')
      .fontSize(9)
      .fillColor(MUTED)
      .text(`Reference ${row.reference}`, MARGIN, 740)
      .text('Page 1 of 1', MARGIN, 740, { align: 'right' });
    document.end();
    return written;
  }

  private writeHead(document: PDFKit.PDFDocument, company: string, title: string, { createdAt }: TransactionRow): void {
    document.font('strong').fontSize(16).fillColor(INK).text(company, MARGIN, MARGIN);
    const details = [
      this.settings.get('company.address'),
      this.settings.get('company.taxId') && `Tax ID ${this.settings.get('company.taxId')}`,
    ].filter(Boolean);
    document
      .font('text')
      .fontSize(9)
      .fillColor(MUTED)
      .text(details.join('\n'), MARGIN, MARGIN + 24);
    document
      .font('strong')
      .fontSize(16)
      .fillColor(INK)
      .text(title, MARGIN, MARGIN + 90);
    document
      .font('text')
      .fontSize(10)
      .fillColor(MUTED)
      .text(`${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`, MARGIN, MARGIN + 112);
  }

  private writeParties(document: PDFKit.PDFDocument, { fullName, email }: TransactionRow, party: BillingParty): void {
    document
      .font('text')
      .fontSize(9)
      .fillColor(MUTED)
      .text('For', MARGIN, MARGIN + 150);
    document
      .fontSize(11)
      .fillColor(INK)
      .text([party.company, fullName].filter(Boolean).join(', '), MARGIN, MARGIN + 164)
      .text(email);
    const lines = [
      party.street,
      [party.postcode, party.city, party.country].filter(Boolean).join(' '),
      party.taxId && `Tax ID ${party.taxId}`,
    ];
    document.fontSize(9).fillColor(MUTED).text(lines.filter(Boolean).join(', '));
  }

  private writeAmount(
    document: PDFKit.PDFDocument,
    { description, amount, currency, captureId, balanceAfter }: TransactionRow,
  ): void {
    const top = MARGIN + 230;
    const rows: [string, string][] = [
      [description, formatMoney(BigInt(amount), currency)],
      ...(captureId ? [['PayPal transaction', captureId] as [string, string]] : []),
      ...(balanceAfter === null ? [] : [['Credit afterwards', formatMoney(BigInt(balanceAfter), currency)] as [string, string]]),
    ];
    rows.forEach(([label, value], index) => {
      const y = top + index * 28;
      document
        .moveTo(MARGIN, y - 8)
        .lineTo(RIGHT, y - 8)
        .lineWidth(0.5)
        .stroke(LINE);
      document
        .font(index === 0 ? 'strong' : 'text')
        .fontSize(11)
        .fillColor(INK)
        .text(label, MARGIN, y);
      document.text(value, MARGIN, y, { align: 'right' });
    });
    document
      .font('text')
      .fontSize(9)
      .fillColor(MUTED)
      .text(
        'Prepaid credit. It pays for servers by the hour; each charge is listed in the portal.',
        MARGIN,
        top + rows.length * 28 + 8,
      );
  }
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
