export const TRANSACTION_TYPES = ['credit_purchase', 'usage', 'refund', 'manual_addition', 'reversal', 'adjustment'] as const;
/** What a movement of a customer's credit is called. */
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

export const TRANSACTION_STATES = ['pending', 'completed', 'failed', 'cancelled'] as const;
/** The ledger holds completed movements only; the other states are those of payments. */
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/**
 * Accounts of the house: where customers' money comes from and goes to. `*_clearing` came and went by that gateway; `revenue_*`
 * was earned; `tax_payable` is owed to the tax office, and `tax_included` is the part of top-ups that prices with tax hold.
 */
export const HOUSE_ACCOUNTS = [
  'paypal_clearing',
  'bank_clearing',
  'revenue_usage',
  'revenue_setup',
  'refunds',
  'promotional_credit',
  'adjustments',
  'receivable',
  'tax_payable',
  'tax_included',
] as const;
export type HouseAccountKind = (typeof HOUSE_ACCOUNTS)[number];
export const ACCOUNT_KINDS = ['customer_credit', ...HOUSE_ACCOUNTS] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];
