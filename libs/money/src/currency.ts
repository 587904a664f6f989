import { InvalidMoney } from './invalid-money';

/**
 * Currencies that trade without a minor unit. The forint and the Taiwan dollar have one in ISO 4217,
 * but neither PayPal nor shops use it, and PayPal refuses amounts that carry it.
 */
const WITHOUT_DECIMALS = new Set('BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF TWD UGX VND VUV XAF XOF XPF'.split(' '));

/** Currencies with a thousandth as their minor unit. */
const WITH_THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** How many decimals people and payment providers use for a currency: 0, 2 or 3. */
export function currencyDecimals(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new InvalidMoney('unknown_currency');
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  return WITH_THREE_DECIMALS.has(currency) ? 3 : 2;
}
