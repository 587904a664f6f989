export const TRANSACTION_TYPES = ['credit_purchase', 'usage', 'refund', 'manual_addition', 'reversal', 'adjustment'] as const;
/** What a movement of a customer's credit is called. */
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

export const TRANSACTION_STATES = ['pending', 'completed', 'failed', 'cancelled'] as const;
/** The ledger holds completed movements only; the other states are those of payments. */
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/** Accounts of the house: where customers' money comes from and goes to. */
export type HouseAccountKind =
  'paypal_clearing' | 'revenue_usage' | 'refunds' | 'promotional_credit' | 'adjustments' | 'receivable';
export type AccountKind = 'customer_credit' | HouseAccountKind;
