import { divideRounded, formatDecimal, parseMoney, roundToCurrency } from '@sky/money';
import type { HouseLine } from '../ledger/ledger';
import type { HouseAccountKind } from '../ledger/vocabulary';
import type { TaxSnapshot } from '../tax/tax-quote';

/** What was agreed when the payment was opened; micro-units. */
export interface Agreed {
  /** To be paid, tax included. */
  readonly amount: bigint;
  readonly credit: bigint;
  readonly tax: TaxSnapshot | null;
  readonly currency: string;
}

/** What an amount of money means for the customer's credit and for the tax office. */
export interface Split {
  /** What the gateway moved. */
  readonly gross: bigint;
  readonly credit: bigint;
  readonly tax: bigint;
}

/** How captured money is split: as agreed, and in proportion when another amount was taken than asked for. */
export function splitOfCapture(agreed: Agreed, captured: bigint): Split {
  const { amount, credit, currency } = agreed;
  const share = captured === amount ? credit : roundToCurrency(divideRounded(credit * captured, amount), currency);
  if (isOnTop(agreed)) return { gross: captured, credit: share, tax: captured - share };
  const quoted = taxOf(agreed);
  const tax = captured === amount ? quoted : roundToCurrency(divideRounded(quoted * captured, amount), currency);
  return { gross: captured, credit: captured, tax };
}

/**
 * How much of a capture's split has gone back when so much of its money has: a function of the total alone, so that parts add up
 * to the whole however they are cut. It is exact to the micro-unit, so that even the smallest part takes credit back.
 */
export function splitGoneBack(agreed: Agreed, captured: bigint, total: bigint): Split {
  const whole = splitOfCapture(agreed, captured);
  const credit = divideRounded(whole.credit * total, captured);
  return { gross: total, credit, tax: isOnTop(agreed) ? total - credit : divideRounded(whole.tax * total, captured) };
}

/** The difference between two totals that went back. */
export function splitBetween(agreed: Agreed, captured: bigint, before: bigint, after: bigint): Split {
  const [one, other] = [splitGoneBack(agreed, captured, before), splitGoneBack(agreed, captured, after)];
  return { gross: other.gross - one.gross, credit: other.credit - one.credit, tax: other.tax - one.tax };
}

/** The same the other way round. */
export function negated({ gross, credit, tax }: Split): Split {
  return { gross: -gross, credit: -credit, tax: -tax };
}

/** The lines of the house for a split that credits the customer; lines of nothing are left out. */
export function houseLines(agreed: Agreed, clearing: HouseAccountKind, { gross, tax }: Split): HouseLine[] {
  const lines: HouseLine[] = [
    { account: clearing, amount: -gross },
    { account: 'tax_payable', amount: tax },
    ...(isOnTop(agreed) ? [] : [{ account: 'tax_included' as const, amount: -tax }]),
  ];
  return lines.filter(({ amount }) => amount !== 0n);
}

/** The tax of one movement as its document prints it; null where nothing is taxed. */
export function taxOfMovement({ tax: quoted, currency }: Agreed, { gross, tax }: Split): TaxSnapshot | null {
  if (quoted === null) return null;
  const [shownTax, shownGross] = [roundToCurrency(tax, currency), roundToCurrency(gross, currency)];
  return {
    ...quoted,
    net: formatDecimal(shownGross - shownTax, currency),
    tax: formatDecimal(shownTax, currency),
    gross: formatDecimal(shownGross, currency),
  };
}

/** The tax comes on top of the credit, instead of being part of it. */
function isOnTop({ tax }: Agreed): boolean {
  return tax?.mode === 'exclusive';
}

function taxOf({ tax, currency }: Agreed): bigint {
  return tax === null ? 0n : parseMoney(tax.tax, currency);
}
