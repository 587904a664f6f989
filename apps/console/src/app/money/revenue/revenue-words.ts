import type { RevenueFlowDto } from '@sky/api-client';

/** What the house's accounts are called. */
const ACCOUNT_WORDS: Readonly<Record<string, string>> = {
  paypal_clearing: 'PayPal',
  bank_clearing: 'Bank',
  revenue_usage: 'Servers',
  revenue_setup: 'Set-up fees',
  refunds: 'Refunds',
  promotional_credit: 'Promotional credit',
  adjustments: 'By staff',
  receivable: 'Receivable',
  tax_payable: 'Tax owed',
  tax_included: 'Tax in prices',
};

/** An account of the house, in words. */
export function accountInWords(account: string): string {
  return ACCOUNT_WORDS[account] ?? account;
}

/** Flows in the order in which people read them: what came in, what was earned, the rest. */
export function inReadingOrder(flows: readonly RevenueFlowDto[]): RevenueFlowDto[] {
  const order = ['credit_purchase', 'usage', 'refund', 'reversal', 'manual_addition', 'adjustment'];
  return [...flows].sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
}

/** The part of finished payments that brought money, such as 97.5; undefined while none is finished. */
export function successRate(outcome: { captured: number; failed: number; cancelled: number }): number | undefined {
  const finished = outcome.captured + outcome.failed + outcome.cancelled;
  return finished === 0 ? undefined : Math.round((outcome.captured / finished) * 1_000) / 10;
}
