import { Injectable } from '@nestjs/common';
import { PayPal, type PayPalCapture, type PayPalOrder } from '@sky/integrations/paypal';
import { UpstreamError, UpstreamNotFound, UpstreamRefused } from '@sky/integrations/upstream';

/** A claim covers three requests (token, order, capture); together they end before its lease does. */
const REQUEST_TIMEOUT_MS = 7_000;

/** What PayPal says about an order, in the words of payments. */
export type PaymentTruth =
  | { readonly kind: 'captured'; readonly capture: PayPalCapture }
  | { readonly kind: 'under_review'; readonly capture: PayPalCapture }
  /** No money was taken, and none will be for this order. */
  | { readonly kind: 'refused'; readonly captureId: string | null; readonly reason: string }
  /** No money was taken; the buyer may pay the same order in another way. */
  | { readonly kind: 'declined'; readonly approveUrl: string | null }
  | { readonly kind: 'not_approved'; readonly approveUrl: string | null }
  | { readonly kind: 'approved' }
  /** Approved, but the request to capture was certainly not carried out. */
  | { readonly kind: 'not_captured'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Asks PayPal about orders and has them captured. Never throws for what PayPal does: not knowing is an answer too. */
@Injectable()
export class PaymentInquiry {
  private readonly paypal: PayPal;

  constructor(paypal: PayPal) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  /** Reads the order; changes nothing. */
  async look(orderId: string): Promise<PaymentTruth> {
    try {
      return truthOf(await this.paypal.order(orderId));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      // PayPal forgets orders that were never approved.
      if (error instanceof UpstreamNotFound) return { kind: 'not_approved', approveUrl: null };
      return { kind: 'unknown', reason: error.message };
    }
  }

  /** Has the order captured. The same request id asks for the same capture again. */
  async capture(orderId: string, requestId: string): Promise<PaymentTruth> {
    try {
      const outcome = await this.paypal.captureOrder({ orderId, requestId });
      switch (outcome.kind) {
        case 'answered':
          return afterCapture(truthOf(outcome.order));
        case 'already_captured':
          return afterCapture(await this.look(orderId));
        case 'declined':
        case 'not_approved':
          return { kind: outcome.kind, approveUrl: outcome.approveUrl };
      }
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'unknown') return { kind: 'unknown', reason: error.message };
      if (error instanceof UpstreamNotFound) return { kind: 'not_approved', approveUrl: null };
      const isFinal = error instanceof UpstreamRefused && error.status === 422;
      return isFinal
        ? { kind: 'refused', captureId: null, reason: error.message }
        : { kind: 'not_captured', reason: error.message };
    }
  }
}

/** What an order says. Its own status does not tell whether money arrived; its captures' do. */
export function truthOf({ status, approveUrl, captures }: PayPalOrder): PaymentTruth {
  const capture = weightiest(captures);
  if (capture) return truthOfCapture(capture);
  if (status === 'APPROVED') return { kind: 'approved' };
  if (status === 'COMPLETED' || status === 'UNKNOWN')
    return { kind: 'unknown', reason: `PayPal: the order is ${status} and shows no capture` };
  return { kind: 'not_approved', approveUrl: status === 'VOIDED' ? null : approveUrl };
}

function truthOfCapture(capture: PayPalCapture): PaymentTruth {
  switch (capture.status) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      return { kind: 'captured', capture };
    case 'PENDING':
      return { kind: 'under_review', capture };
    case 'DECLINED':
    case 'FAILED':
      return { kind: 'refused', captureId: capture.id, reason: `PayPal: the capture is ${capture.status} (${capture.reason})` };
    case 'UNKNOWN':
      return { kind: 'unknown', reason: `PayPal: capture ${capture.id} has a status of a new kind` };
  }
}

const WEIGHTS: readonly PayPalCapture['status'][] = [
  'COMPLETED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'PENDING',
  'UNKNOWN',
  'DECLINED',
  'FAILED',
];

/** An order has one capture; should PayPal ever show several, the one that took money counts. */
function weightiest(captures: readonly PayPalCapture[]): PayPalCapture | undefined {
  return [...captures].sort((one, other) => WEIGHTS.indexOf(one.status) - WEIGHTS.indexOf(other.status))[0];
}

/** A capture that was answered must show itself. */
function afterCapture(truth: PaymentTruth): PaymentTruth {
  const isOutcome = truth.kind !== 'approved' && truth.kind !== 'not_approved';
  return isOutcome ? truth : { kind: 'unknown', reason: 'PayPal accepted the capture and does not show it' };
}
