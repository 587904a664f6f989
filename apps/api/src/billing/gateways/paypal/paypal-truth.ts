import type { PayPalCapture, PayPalOrder, PayPalVaulted } from '@sky/integrations/paypal';
import type { GatewayCapture, PaymentTruth } from '../payment-gateway';

/** What an order says. Its own status does not tell whether money arrived; its captures' do. */
export function truthOf({ status, approveUrl, captures, vaulted }: PayPalOrder): PaymentTruth {
  const capture = weightiest(captures);
  if (capture) return truthOfCapture(capture, vaulted);
  if (status === 'APPROVED') return { kind: 'approved' };
  if (status === 'COMPLETED' || status === 'UNKNOWN')
    return { kind: 'unknown', reason: `PayPal: the order is ${status} and shows no capture` };
  return { kind: 'not_approved', approveUrl: status === 'VOIDED' ? null : approveUrl };
}

/** A capture that was answered must show itself. */
export function afterCapture(truth: PaymentTruth): PaymentTruth {
  const isOutcome = truth.kind !== 'approved' && truth.kind !== 'not_approved';
  return isOutcome ? truth : { kind: 'unknown', reason: 'PayPal accepted the capture and does not show it' };
}

function truthOfCapture(capture: PayPalCapture, vaulted: PayPalVaulted | null): PaymentTruth {
  switch (capture.status) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      return { kind: 'captured', capture: inOurWords(capture, vaulted) };
    case 'PENDING':
      return { kind: 'under_review', capture: inOurWords(capture, vaulted) };
    case 'DECLINED':
    case 'FAILED':
      return { kind: 'refused', captureId: capture.id, reason: `PayPal: the capture is ${capture.status} (${capture.reason})` };
    case 'UNKNOWN':
      return { kind: 'unknown', reason: `PayPal: capture ${capture.id} has a status of a new kind` };
  }
}

function inOurWords(capture: PayPalCapture, source: PayPalVaulted | null): GatewayCapture {
  const { id, amount, currency, customId, reason, status } = capture;
  return { id, amount, currency, customId, reason, hasGoneBack: status !== 'COMPLETED' && status !== 'PENDING', source };
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
