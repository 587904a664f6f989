import { divideRounded, MICRO_DECIMALS } from '@sky/money';
import type { HourlyStats } from '@sky/integrations/virtfusion';

export const READING_OUTCOMES = ['baseline', 'charged', 'unchanged', 'decreased', 'unknown'] as const;
export type ReadingOutcome = (typeof READING_OUTCOMES)[number];

/** A month's total at one moment. */
export interface Total {
  readonly hours: number;
  /** Micro-units of the store's currency. */
  readonly value: bigint;
}

/** What a reading means and what of it is to be charged. */
export interface Judgement {
  readonly outcome: ReadingOutcome;
  readonly total: Total | null;
  readonly amount: bigint;
}

/** A month's total in our unit; null when VirtFusion did not say, or said something that is no amount. */
export function totalOf(stats: HourlyStats | null, tokensPerUnit: number): Total | null {
  if (stats === null) return null;
  // A user with nothing is told without a number; hours without a number are no answer.
  if (stats.monthlyTokens === null) return stats.hours === 0 ? { hours: 0, value: 0n } : null;
  const match = /^(\d{1,12})(?:\.(\d{1,10}))?$/.exec(stats.monthlyTokens.replaceAll(',', ''));
  if (!match) return null;
  const [, whole = '0', decimals = ''] = match;
  const digits = BigInt(whole + decimals);
  const scale = 10n ** BigInt(decimals.length);
  return { hours: stats.hours, value: divideRounded(digits * 10n ** BigInt(MICRO_DECIMALS), scale * BigInt(tokensPerUnit)) };
}

/**
 * Compares a month's total with the last one known: what came on top is charged. A baseline is where counting
 * begins. A total that fell is an incident and no refund; what cannot be read is never taken for nothing.
 */
export function judge(total: Total | null, last: Total | null, isBaseline: boolean): Judgement {
  if (total === null) return { outcome: 'unknown', total: null, amount: 0n };
  if (isBaseline) return { outcome: 'baseline', total, amount: 0n };
  const before = last ?? { hours: 0, value: 0n };
  if (total.value < before.value || total.hours < before.hours) return { outcome: 'decreased', total, amount: 0n };
  const amount = total.value - before.value;
  return { outcome: amount > 0n ? 'charged' : 'unchanged', total, amount };
}
