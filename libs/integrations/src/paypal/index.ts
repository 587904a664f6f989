export type { PayPalClientOptions } from './account';
export { PayPalHttpClient } from './client';
export { DISPUTE_VERDICTS } from './dispute';
export type { DisputeVerdict, PayPalDispute } from './dispute';
export { CAPTURE_STATUSES, ORDER_STATUSES, REFUND_STATUSES } from './order';
export type {
  CaptureOutcome,
  CaptureStatus,
  CreatedOrder,
  NewOrder,
  NewRefund,
  OrderStatus,
  PayPalCapture,
  PayPalOrder,
  PayPalRefund,
  PayPalVaulted,
  RefundStatus,
} from './order';
export { PayPal } from './paypal';
export type { PayPalTransaction, PayPalTransactionPage, TransactionSearch } from './transaction';
export type { PayPalEvent } from './webhook-event';
export type { WebhookDelivery, WebhookVerdict } from './webhook';
