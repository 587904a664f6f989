import type { PaymentState } from './payment-states';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A claim that is not given back is void after this long: its process died. Longer than all its requests together may take. */
export const LEASE_MS = 30 * SECOND;

const WAITING_FOR_BUYER = [2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];

/** Pauses between questions about a payment in a state; after the last, once a day. */
const PAUSES: Readonly<Record<PaymentState, readonly number[] | null>> = {
  created: WAITING_FOR_BUYER,
  approved: [30 * SECOND, ...WAITING_FOR_BUYER],
  capturing: [LEASE_MS],
  pending: WAITING_FOR_BUYER,
  unknown: [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR],
  captured: null,
  failed: null,
  cancelled: null,
};

/** When PayPal is asked again about a payment that was asked about `checks` times in this state; null: never. */
export function nextCheck(state: PaymentState, checks: number, at: Date): Date | null {
  const pauses = PAUSES[state];
  return pauses === null ? null : new Date(at.getTime() + (pauses[checks] ?? DAY));
}
