import type { TransactionState } from '../ledger/vocabulary';

export const PAYMENT_STATES = [
  'created',
  'approved',
  'capturing',
  'pending',
  'unknown',
  'captured',
  'failed',
  'cancelled',
] as const;
/**
 * How far a payment has come. `capturing`: a request to capture may be under way. `pending`: PayPal has the money under review.
 * `unknown`: PayPal was asked and nobody knows what became of it; never the same as failed.
 */
export type PaymentState = (typeof PAYMENT_STATES)[number];

/**
 * What may follow what. Money that PayPal did take is credited however late the news comes, so `captured` follows everything;
 * nothing follows `captured`.
 */
export const MOVES: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  created: ['approved', 'capturing', 'pending', 'unknown', 'captured', 'failed', 'cancelled'],
  approved: ['created', 'capturing', 'pending', 'unknown', 'captured', 'failed', 'cancelled'],
  capturing: ['created', 'approved', 'pending', 'unknown', 'captured', 'failed', 'cancelled'],
  pending: ['captured', 'failed'],
  unknown: ['created', 'approved', 'capturing', 'pending', 'captured', 'failed', 'cancelled'],
  captured: [],
  failed: ['pending', 'captured'],
  cancelled: ['capturing', 'pending', 'captured', 'failed'],
};

export const PAYMENT_DETAILS = [...PAYMENT_STATES, 'declined'] as const;
/** A payment's state as its customer sees it in detail; `declined`: PayPal refused the buyer's way to pay. */
export type PaymentDetail = (typeof PAYMENT_DETAILS)[number];

const SUMMARIES: Readonly<Record<PaymentState, TransactionState>> = {
  created: 'pending',
  approved: 'pending',
  capturing: 'pending',
  pending: 'pending',
  unknown: 'pending',
  captured: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A payment's state in the words of transactions. */
export function summaryOf(state: PaymentState): TransactionState {
  return SUMMARIES[state];
}

/** A payment's state in detail. */
export function detailOf(state: PaymentState, isDeclined: boolean): PaymentDetail {
  return isDeclined && (state === 'created' || state === 'failed') ? 'declined' : state;
}

/** The states that one word of the summary stands for. */
export function statesOf(summary: TransactionState): PaymentState[] {
  return PAYMENT_STATES.filter(state => SUMMARIES[state] === summary);
}
