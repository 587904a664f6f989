import type { TransactionType } from '@sky/api-client';

/** The kinds of transactions as customers know them. */
export const TRANSACTION_WORDS: Record<TransactionType, string> = {
  credit_purchase: 'Top-up',
  usage: 'Usage',
  refund: 'Refund',
  manual_addition: 'Credit',
  reversal: 'Reversal',
  adjustment: 'Adjustment',
};
