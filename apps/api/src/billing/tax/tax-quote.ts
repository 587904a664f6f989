import { divideRounded, roundToCurrency } from '@sky/money';

export const TAX_MODES = ['none', 'inclusive', 'exclusive', 'reverse_charge'] as const;
/**
 * How a credit purchase is taxed. `inclusive`: the tax is part of what is paid, and all of it becomes credit. `exclusive`: the
 * tax comes on top and does not become credit. `reverse_charge`: the customer, a business elsewhere, owes it (EU VAT Directive,
 * article 196).
 */
export type TaxMode = (typeof TAX_MODES)[number];

/** The tax of one purchase as it was quoted; kept with the payment and printed on its document. Amounts are decimal strings. */
export interface TaxSnapshot {
  readonly mode: TaxMode;
  /** Such as "VAT". */
  readonly name: string;
  /** Hundredths of a percent: 1900 is 19 %. */
  readonly rateBasisPoints: number;
  readonly country: string;
  readonly customerKind: 'consumer' | 'business';
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
}

/** What is to be paid for a wished credit, in micro-units. */
export interface TaxedAmount {
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
}

const BASIS = 10_000n;

/** Splits a wished credit into net, tax and gross, each a whole number of the currency's smallest units; net + tax = gross. */
export function taxed(credit: bigint, mode: TaxMode, rateBasisPoints: number, currency: string): TaxedAmount {
  const rate = BigInt(rateBasisPoints);
  if (mode === 'exclusive') {
    const tax = roundToCurrency(divideRounded(credit * rate, BASIS), currency);
    return { net: credit, tax, gross: credit + tax };
  }
  if (mode === 'inclusive') {
    const tax = roundToCurrency(divideRounded(credit * rate, BASIS + rate), currency);
    return { net: credit - tax, tax, gross: credit };
  }
  return { net: credit, tax: 0n, gross: credit };
}
