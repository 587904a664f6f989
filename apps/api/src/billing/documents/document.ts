import type { TransactionType } from '../ledger/vocabulary';
import type { TaxSnapshot } from '../tax/tax-quote';
import type { BillingParty } from '../details/billing-details';

/** What is issued with a number: of a credit purchase, of money that went back, of a purchase that was reversed. */
export type NumberedKind = 'receipt' | 'refund_note' | 'credit_note';

/** A `confirmation` is of any other movement but usage; it has no number of its own and is written when somebody asks for it. */
export type DocumentKind = NumberedKind | 'confirmation';

const PREFIXES: Readonly<Record<NumberedKind, string>> = { receipt: 'R', refund_note: 'F', credit_note: 'N' };

/** The host as it was when a document was issued. */
export interface CompanySnapshot {
  readonly name: string;
  readonly address: string;
  readonly taxId: string;
  /** SHA-256 of the image, which `document_logos` keeps. */
  readonly logo: string | null;
}

/** The customer as they were when a document was issued. */
export interface CustomerSnapshot extends BillingParty {
  readonly name: string;
  readonly email: string;
}

/** All that a document says; amounts are whole micro-units as decimal strings. */
export interface DocumentSnapshot {
  readonly company: CompanySnapshot;
  readonly customer: CustomerSnapshot;
  readonly currency: string;
  /** What the customer's credit gained (or lost: below zero). */
  readonly amount: string;
  /** What was paid (or given back: below zero), tax included. */
  readonly paid: string;
  readonly balanceAfter: string | null;
  readonly tax: TaxSnapshot | null;
  readonly description: string;
  readonly reference: string;
  readonly orderId: string | null;
  readonly captureId: string | null;
  /** Number of the document that this one takes back. */
  readonly reverses: string | null;
}

/** A document, as it was issued. */
export interface IssuedDocument {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly transactionId: string;
  readonly userId: number;
  readonly issuedAt: Date;
  readonly snapshot: DocumentSnapshot;
}

/** Such as `R-2026-000042`. */
export function documentNumber(kind: NumberedKind, year: number, sequence: number): string {
  return `${PREFIXES[kind]}-${year}-${String(sequence).padStart(6, '0')}`;
}

/** Such as `C-17`: the number of its transaction. */
export function confirmationNumber(transactionId: bigint): string {
  return `C-${transactionId}`;
}

/** Which numbered document a movement of credit has, if any. */
export function numberedKindOf(type: TransactionType, amount: bigint): NumberedKind | null {
  if (type === 'credit_purchase') return 'receipt';
  if (amount > 0n || (type !== 'reversal' && type !== 'refund')) return null;
  return type === 'refund' ? 'refund_note' : 'credit_note';
}
