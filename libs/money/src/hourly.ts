import { parseMoney } from './decimal';
import { divideRounded } from './rounding';

/** Hours in the month of a price list: 365 days of 24 hours in twelve parts. */
export const HOURS_PER_MONTH = 730;

/** What the first `hours` hours of a calendar month cost together; from hour 730 on, the monthly price and no more. */
export function chargeForHours(monthly: bigint, hours: number): bigint {
  if (monthly < 0n) throw new RangeError('A monthly price is not negative.');
  if (!Number.isSafeInteger(hours) || hours < 0) throw new RangeError('Hours are counted in whole numbers from zero.');
  if (hours >= HOURS_PER_MONTH) return monthly;
  return divideRounded(BigInt(hours) * monthly, BigInt(HOURS_PER_MONTH));
}

/**
 * What hour `hour` (1, 2, …) of a calendar month costs. Each hour takes the difference between two rounded sums,
 * so rounding never adds up: any run of hours costs what the sums say, and the month never more than its price.
 */
export function hourCharge(monthly: bigint, hour: number): bigint {
  if (!Number.isSafeInteger(hour) || hour < 1) throw new RangeError('The hours of a month are counted from one.');
  return chargeForHours(monthly, hour) - chargeForHours(monthly, hour - 1);
}

/** The price of one hour as price lists show it; charges follow {@link hourCharge}. */
export function hourlyPrice(monthly: bigint): bigint {
  return divideRounded(monthly, BigInt(HOURS_PER_MONTH));
}

/** Whole hours a balance lasts at an hourly rate; null when nothing is being spent, 0 when nothing is left. */
export function hoursLeft(balance: bigint, hourlyRate: bigint): number | null {
  if (hourlyRate <= 0n) return null;
  return balance <= 0n ? 0 : Number(balance / hourlyRate);
}

/** True when nothing is left of a credit (decimal text): then nothing lasts any longer, whatever a clock that lags says. */
export function isUsedUp(balance: string, currency: string): boolean {
  return parseMoney(balance, currency, { sign: 'signed' }) <= 0n;
}
