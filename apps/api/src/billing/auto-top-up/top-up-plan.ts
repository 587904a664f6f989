import { MICRO, currencyDecimals } from '@sky/money';

const HOURS_PER_DAY = 24n;
/** A top-up as large as needed lasts this much longer than asked for, so that the next is not due in an hour. */
const DAYS_BEYOND = 7n;

/** What decides whether credit is bought, and how much; amounts in micro-units. */
export interface TopUpNeed {
  readonly balance: bigint;
  readonly hourlyRate: bigint;
  readonly daysAhead: number;
  readonly fixedAmount: bigint | null;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly currency: string;
}

/** The credit to buy now; null while what is there lasts long enough. */
export function creditToBuy(need: TopUpNeed): bigint | null {
  const { balance, hourlyRate, daysAhead, fixedAmount, minimum, maximum, currency } = need;
  const wanted = hourlyRate * HOURS_PER_DAY * BigInt(daysAhead);
  if (hourlyRate <= 0n || balance >= wanted) return null;
  if (fixedAmount !== null) return fixedAmount;
  const missing = roundedUp(wanted + hourlyRate * HOURS_PER_DAY * DAYS_BEYOND - balance, currency);
  if (missing < minimum) return minimum;
  return missing > maximum ? maximum : missing;
}

/** What was paid by automatic top-ups in a period, and what may be. */
export interface Cap {
  readonly paid: bigint;
  readonly cap: bigint;
}

/**
 * As much of a credit as the caps leave room for. A fixed amount is bought whole or not at all; one that is computed shrinks, but
 * not below the smallest top-up. Null when there is no room.
 */
export function withinCaps(
  credit: bigint,
  price: bigint,
  caps: readonly Cap[],
  terms: Pick<TopUpNeed, 'fixedAmount' | 'minimum' | 'currency'>,
): bigint | null {
  const room = caps.map(({ paid, cap }) => cap - paid).reduce((least, one) => (one < least ? one : least));
  if (price <= room) return credit;
  if (terms.fixedAmount !== null || room <= 0n) return null;
  // One smallest unit less, because the tax on the smaller credit may be rounded up.
  const unit = smallestUnit(terms.currency);
  const smaller = roundedDown((credit * room) / price, terms.currency) - unit;
  return smaller >= terms.minimum ? smaller : null;
}

function roundedUp(amount: bigint, currency: string): bigint {
  const unit = smallestUnit(currency);
  return ((amount + unit - 1n) / unit) * unit;
}

function roundedDown(amount: bigint, currency: string): bigint {
  const unit = smallestUnit(currency);
  return (amount / unit) * unit;
}

function smallestUnit(currency: string): bigint {
  return MICRO / 10n ** BigInt(currencyDecimals(currency));
}
