import type { CaptureRow, OrderRow, RefundRow } from './model';
import { captureView, orderView, refundView } from './views';
import type { News } from './webhooks';

/** The buyer has agreed to pay. */
export function orderApproved(base: string, order: OrderRow): News {
  return {
    type: 'CHECKOUT.ORDER.APPROVED',
    resourceType: 'checkout-order',
    summary: 'An order has been approved by buyer',
    resource: orderView(base, order, undefined),
  };
}

/** What became of a capture. */
export function captureNews(base: string, capture: CaptureRow): News {
  const { value, currency_code } = capture.amount;
  const [type, words] = WORDS[capture.status] ?? ['PAYMENT.CAPTURE.COMPLETED', 'Payment completed'];
  return {
    type,
    resourceType: 'capture',
    summary: `${words} for ${currency_code} ${value} ${currency_code}`,
    resource: { ...captureView(base, capture), supplementary_data: { related_ids: { order_id: capture.orderId } } },
  };
}

export function refundNews(base: string, refund: RefundRow): News {
  const { value, currency_code } = refund.amount;
  return {
    type: 'PAYMENT.CAPTURE.REFUNDED',
    resourceType: 'refund',
    summary: `A ${currency_code} ${value} ${currency_code} capture payment was refunded`,
    resource: refundView(base, refund),
  };
}

/** PayPal took the money back, as after a chargeback. */
export function reversalNews(base: string, refund: RefundRow): News {
  const { value, currency_code } = refund.amount;
  return {
    type: 'PAYMENT.CAPTURE.REVERSED',
    resourceType: 'refund',
    summary: `A ${currency_code} ${value} ${currency_code} capture payment was reversed`,
    resource: refundView(base, refund),
  };
}

const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  COMPLETED: ['PAYMENT.CAPTURE.COMPLETED', 'Payment completed'],
  PENDING: ['PAYMENT.CAPTURE.PENDING', 'Payment pending'],
  DECLINED: ['PAYMENT.CAPTURE.DENIED', 'A payment was denied'],
};
