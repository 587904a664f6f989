import { currencyDecimals } from './currency';
import { InvalidMoney } from './invalid-money';
import { MICRO, MICRO_DECIMALS } from './rounding';

/** Whole digits an amount may have, so that it always fits a 64-bit column in micro-units. */
const MAX_WHOLE_DIGITS = 12;

export interface ParseMoneyOptions {
  /** `signed` accepts a leading minus (postings, deltas); prices and payments stay unsigned. */
  readonly sign?: 'unsigned' | 'signed';
  /** `currency` refuses more decimals than the currency has; `micro` accepts up to six. */
  readonly decimals?: 'micro' | 'currency';
}

/** Reads a decimal text into micro-units. Anything but plain digits, one dot and an allowed minus is refused. */
export function parseMoney(text: string, currency: string, options: ParseMoneyOptions = {}): bigint {
  const allowed = options.decimals === 'currency' ? currencyDecimals(currency) : MICRO_DECIMALS;
  currencyDecimals(currency);
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  const whole = match?.[2];
  if (whole === undefined) throw new InvalidMoney('malformed');
  const decimals = match?.[3] ?? '';
  if (match?.[1] === '-' && options.sign !== 'signed') throw new InvalidMoney('negative');
  if (decimals.length > allowed) throw new InvalidMoney('too_many_decimals');
  if (whole.length > MAX_WHOLE_DIGITS) throw new InvalidMoney('too_large');
  const micro = BigInt(whole) * MICRO + BigInt(decimals.padEnd(MICRO_DECIMALS, '0'));
  return match?.[1] === '-' ? -micro : micro;
}

/** Writes micro-units as the wire does: at least the currency's decimals, at most six, never an exponent. */
export function formatDecimal(micro: bigint, currency: string): string {
  const minimum = currencyDecimals(currency);
  const magnitude = micro < 0n ? -micro : micro;
  const fraction = (magnitude % MICRO).toString().padStart(MICRO_DECIMALS, '0').replace(/0+$/, '').padEnd(minimum, '0');
  const whole = `${micro < 0n ? '-' : ''}${magnitude / MICRO}`;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
