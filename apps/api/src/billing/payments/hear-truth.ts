import type { GatewayCapture, PaymentTruth } from '../gateways/payment-gateway';
import { type CaptureWorth, worthOf } from './capture-check';
import type { Payment } from './payment.entity';

/** What a gateway said, and under which claim it was asked. */
export interface Heard {
  readonly truth: PaymentTruth;
  readonly claimNumber: number;
  /** The order was seen to be approved before it was captured. */
  readonly wasApproved: boolean;
}

/** Money to credit now. */
export interface ToCredit {
  readonly capture: GatewayCapture;
  readonly worth: Extract<CaptureWorth, { isCreditable: true }>;
}

/**
 * Makes a payment what its gateway says it is, and returns the money that is to be credited with it, if any. Money that was taken
 * is credited whoever hears of it and whenever; anything else may be older than what is known by now, so it counts only under the
 * present claim. Nothing follows a payment that is credited.
 */
export function hearTruth(
  payment: Payment,
  { truth, claimNumber, wasApproved }: Heard,
  patienceMs: number,
  at: Date,
): ToCredit | null {
  const isOverrun = payment.claimNumber !== claimNumber;
  if (payment.state === 'captured' || (isOverrun && truth.kind !== 'captured')) return null;
  if (truth.kind === 'captured') return hearCapture(payment, truth.capture, at);
  if (payment.state === 'failed' && truth.kind !== 'under_review') payment.keep(null, at);
  else hearOther(payment, truth, wasApproved, patienceMs, at);
  return null;
}

function hearCapture(payment: Payment, capture: GatewayCapture, at: Date): ToCredit | null {
  const worth = worthOf(capture, payment);
  if (worth.isCreditable) return { capture, worth };
  payment.fail(worth.reason, at);
  return null;
}

function hearOther(
  payment: Payment,
  truth: Exclude<PaymentTruth, { kind: 'captured' }>,
  wasApproved: boolean,
  patienceMs: number,
  at: Date,
): void {
  const isOpen = payment.state === 'capturing' || payment.state === 'unknown';
  switch (truth.kind) {
    case 'under_review':
      return payment.awaitPayPal(truth.capture.id, truth.capture.reason, at);
    case 'refused':
      return payment.failDeclined(truth.captureId, truth.reason, at);
    case 'declined':
      return payment.decline(truth.approveUrl, at);
    case 'not_approved':
      return payment.state === 'pending'
        ? payment.keep('The capture is not shown any more.', at)
        : payment.awaitBuyer(truth.approveUrl, patienceMs, at);
    case 'approved':
      return payment.keep('The order is approved and shows no capture.', at);
    case 'not_captured':
      return wasApproved ? payment.awaitCapture(truth.reason, at) : payment.leaveOpen(truth.reason, at);
    case 'unknown':
      return isOpen ? payment.leaveOpen(truth.reason, at) : payment.keep(truth.reason, at);
  }
}
