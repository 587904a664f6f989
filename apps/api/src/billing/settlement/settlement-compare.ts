import type { PayPalTransaction } from '@sky/integrations/paypal';
import { parseMoney } from '@sky/money';

export const SETTLEMENT_SUBJECTS = ['capture', 'refund', 'reversal'] as const;
export type SettlementSubject = (typeof SETTLEMENT_SUBJECTS)[number];

export const DIFFERENCE_KINDS = ['missing_here', 'missing_there', 'other_amount'] as const;
/** `missing_here`: PayPal moved money that is not in the books; `missing_there`: the books have money that PayPal does not list. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A movement in our books; micro-units, positive. */
export interface BookedMovement {
  readonly subject: SettlementSubject;
  /** Null where a reversal is known by its amount only. */
  readonly gatewayId: string;
  readonly paymentId: number;
  readonly amount: bigint;
  readonly currency: string;
  readonly happenedAt: Date;
}

/** A difference between the books and PayPal's list. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly subject: SettlementSubject;
  readonly gatewayId: string;
  readonly paymentId: number | null;
  readonly amountHere: bigint | null;
  readonly amountThere: bigint | null;
  readonly currency: string;
  readonly happenedAt: Date;
}

export interface Comparison {
  readonly seen: number;
  readonly matched: number;
  readonly differences: readonly Difference[];
}

/** Payments received (T00xx), money taken back by PayPal (T1106, T1201) and refunds (T1107); other codes are not ours to book. */
function subjectOf({ code, amount }: PayPalTransaction): SettlementSubject | null {
  const isNegative = amount.startsWith('-');
  if (code.startsWith('T00') && !isNegative) return 'capture';
  if (code === 'T1107') return 'refund';
  if (code === 'T1106' || code === 'T1201') return 'reversal';
  return null;
}

/**
 * Compares PayPal's settled movements of a stretch of time with the books. `inWindow` are the bookings that the list must show;
 * `anywhere` finds a booking of any time, because the two sides do not share a clock. Reversals are compared by the payment, for
 * the books know them by dispute and not by transaction.
 */
export function compare(
  listed: readonly PayPalTransaction[],
  inWindow: readonly BookedMovement[],
  anywhere: ReadonlyMap<string, BookedMovement>,
  reversed: ReadonlyMap<string, { paymentId: number; amount: bigint }>,
): Comparison {
  const differences: Difference[] = [];
  const shown = new Set<string>();
  let seen = 0;
  let matched = 0;
  for (const transaction of listed) {
    const subject = subjectOf(transaction);
    if (subject === null || transaction.status === 'denied' || transaction.status === 'pending') continue;
    seen += 1;
    shown.add(transaction.id);
    const there = parseMoney(transaction.amount.replace('-', ''), transaction.currency);
    const booked = anywhere.get(transaction.id) ?? bookedReversal(subject, transaction, reversed);
    if (booked && booked.amount === there && booked.currency === transaction.currency) matched += 1;
    else
      differences.push({
        kind: booked ? 'other_amount' : 'missing_here',
        subject,
        gatewayId: transaction.id,
        paymentId: booked?.paymentId ?? null,
        amountHere: booked?.amount ?? null,
        amountThere: there,
        currency: transaction.currency,
        happenedAt: transaction.happenedAt,
      });
  }
  for (const booked of inWindow)
    if (!shown.has(booked.gatewayId))
      differences.push({ ...booked, kind: 'missing_there', amountHere: booked.amount, amountThere: null });
  return { seen, matched, differences };
}

function bookedReversal(
  subject: SettlementSubject,
  { referenceId, currency }: PayPalTransaction,
  reversed: ReadonlyMap<string, { paymentId: number; amount: bigint }>,
): Pick<BookedMovement, 'paymentId' | 'amount' | 'currency'> | undefined {
  const found = subject !== 'reversal' || referenceId === null ? undefined : reversed.get(referenceId);
  return found && { ...found, currency };
}
