export type { PayPalClientOptions } from './account';
export { PayPalHttpClient } from './client';
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
  RefundStatus,
} from './order';
export { PayPal } from './paypal';
export type { PayPalEvent } from './webhook-event';
export type { WebhookDelivery, WebhookVerdict } from './webhook';
