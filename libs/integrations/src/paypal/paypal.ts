import type { CaptureOutcome, CreatedOrder, NewOrder, NewRefund, PayPalCapture, PayPalOrder, PayPalRefund } from './order';
import type { PayPalDispute } from './dispute';
import type { PayPalTransactionPage, TransactionSearch } from './transaction';
import type { WebhookDelivery, WebhookVerdict } from './webhook';

/**
 * What this product needs of PayPal. Every method throws an `UpstreamError` whose `outcome` tells whether the request may
 * have been carried out; after `unknown`, the same request id asks for the same thing again.
 */
export abstract class PayPal {
  /** The same account, answering within this time or not at all. */
  abstract within(timeoutMs: number): PayPal;

  abstract createOrder(order: NewOrder): Promise<CreatedOrder>;
  abstract order(orderId: string): Promise<PayPalOrder>;
  abstract captureOrder(capture: { orderId: string; requestId: string }): Promise<CaptureOutcome>;
  abstract capture(captureId: string): Promise<PayPalCapture>;
  abstract refundCapture(refund: NewRefund): Promise<PayPalRefund>;
  abstract refund(refundId: string): Promise<PayPalRefund>;
  abstract dispute(disputeId: string): Promise<PayPalDispute>;
  /** What moved on the account in a stretch of time. */
  abstract transactions(search: TransactionSearch): Promise<PayPalTransactionPage>;
  /** False when PayPal does not keep this way to pay (any more). */
  abstract keepsSource(vaultId: string): Promise<boolean>;
  /** Has PayPal forget a way to pay; what it does not keep is forgotten. */
  abstract forgetSource(vaultId: string): Promise<void>;

  /**
   * Proves by signature that a delivery comes from PayPal and is meant for this webhook. Throws when the certificate cannot
   * be fetched: then nothing is known, and PayPal should deliver again.
   */
  abstract verifyWebhook(delivery: WebhookDelivery): Promise<WebhookVerdict>;

  /** Asks PayPal itself whether a delivery is its own: the second way, for when the certificate cannot be had. */
  abstract askAboutWebhook(delivery: WebhookDelivery): Promise<WebhookVerdict>;
}
