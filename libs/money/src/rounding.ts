import { currencyDecimals } from './currency';

/** Decimals of a micro-unit: an amount is a whole number of 10⁻⁶ of its currency. */
export const MICRO_DECIMALS = 6;

/** Micro-units in one unit of any currency. */
export const MICRO = 10n ** BigInt(MICRO_DECIMALS);

/**
 * Divides whole numbers and rounds half away from zero: 5 / 2 is 3, and -5 / 2 is -3.
 * Every rounding of money in the product is this one, so that a charge and its correction cancel exactly.
 */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError('The divisor must be above zero.');
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/** Rounds an amount to what the currency can pay: whole cents, whole yen. */
export function roundToCurrency(micro: bigint, currency: string): bigint {
  const step = 10n ** BigInt(MICRO_DECIMALS - currencyDecimals(currency));
  return divideRounded(micro, step) * step;
}
