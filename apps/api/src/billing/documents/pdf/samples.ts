import type { StatementLine } from '../../statements/statement-reader';
import type { IssuedDocument } from '../document';
import { documentPdf } from './document-pdf';
import { digestOf } from './sheet';
import { type Statement, statementPdf } from './statement-pdf';

const COMPANY = { name: 'SkyPANEL', address: '1 Harbour Road\nDublin', taxId: 'IE6388047V', logo: null };
const CUSTOMER = {
  ...{ name: 'Zoë Łukasiewicz', email: 'zoe@example.com', company: 'شركة السماء' },
  ...{ street: 'Αθήνα, Москва', postcode: '100-0001', city: '東京都', country: 'JP', taxId: 'JP1' },
};

/** A document with every kind of line, for tests and measurements. */
export function sampleDocument(): IssuedDocument {
  return {
    ...{ kind: 'receipt', number: 'R-2026-000001', transactionId: '7', userId: 3 },
    issuedAt: new Date('2026-11-25T10:00:00Z'),
    snapshot: {
      ...{
        company: COMPANY,
        customer: CUSTOMER,
        currency: 'USD',
        amount: '25000000',
        paid: '29750000',
        balanceAfter: '25000000',
      },
      tax: {
        ...{ mode: 'exclusive', name: 'VAT', rateBasisPoints: 1900, country: 'DE', customerKind: 'consumer' },
        ...{ net: '25.00', tax: '4.75', gross: '29.75' },
      },
      ...{ description: 'Credit paid by PayPal', reference: 'paypal-capture:3C679366HH908993F' },
      ...{ orderId: '5O190127TN364715T', captureId: '3C679366HH908993F', reverses: 'R-2026-000000' },
    },
  };
}

/** A statement of so many lines. */
export function sampleStatement(count: number): Statement {
  const start = Date.UTC(2026, 8, 1);
  const lines = Array.from({ length: count }, (_, index): StatementLine => {
    const isTopUp = index % 60 === 0;
    return {
      at: new Date(start + index * 60_000),
      type: isTopUp ? 'credit_purchase' : 'usage',
      description: isTopUp ? 'Credit paid by PayPal' : '',
      amount: isTopUp ? 490_000n : -10_000n,
      document: isTopUp ? `R-2026-${String(index).padStart(6, '0')}` : null,
      transactionId: String(index + 1),
      serverId: isTopUp ? null : index % 7,
      hours: isTopUp ? null : 24,
    };
  });
  const period = { from: new Date(start), to: new Date(Date.UTC(2026, 9, 1)) };
  return {
    ...{ period, opening: 0n, lines, currency: 'USD', company: COMPANY, customer: CUSTOMER },
    servers: { '1': 'web-1' },
    logo: null,
  };
}

/** The digests of both samples, for a process of its own. */
export async function digests(): Promise<string[]> {
  return [digestOf(await documentPdf(sampleDocument(), null)), digestOf(await statementPdf(sampleStatement(120)))];
}
