import type { z } from 'zod';

import type { UpstreamHttp, UpstreamReply } from '../http';
import { AccessToken } from './access-token';
import { payPalHttp, type PayPalClientOptions } from './account';
import { CertificateStore } from './certificate-store';
import { disputeReply } from './dispute';
import type { CaptureOutcome, NewOrder, NewRefund } from './order';
import { PayPal } from './paypal';
import { payPalError, payPalRefusal } from './refusal';
import { approveUrlOf, captureReply, createdOrderReply, orderReply, refundReply } from './replies';
import { orderBody, refundBody } from './requests';
import { transactionPageReply, transactionQuery, type TransactionSearch } from './transaction';
import type { WebhookDelivery, WebhookVerdict } from './webhook';
import { verifyWebhook } from './webhook';
import { postbackBody, postbackReply, postbackVerdict } from './webhook-postback';

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** PayPal's idempotency key; needed where something is created or moved. */
  readonly requestId?: string;
  readonly body?: unknown;
  /** A body that is already text, byte for byte. */
  readonly text?: string;
}

/** PayPal's Orders, Payments and Webhooks over HTTP. */
export class PayPalHttpClient extends PayPal {
  private readonly http: UpstreamHttp;

  constructor(
    private readonly options: PayPalClientOptions,
    private readonly token = AccessToken.of(options),
    private readonly certificates = new CertificateStore(options.apiBase, options.timeoutMs),
  ) {
    super();
    this.http = payPalHttp(options);
  }

  within(timeoutMs: number): PayPal {
    return new PayPalHttpClient({ ...this.options, timeoutMs }, this.token, this.certificates);
  }

  createOrder(order: NewOrder) {
    return this.parsed(createdOrderReply, {
      method: 'POST',
      path: '/v2/checkout/orders',
      requestId: order.requestId,
      body: orderBody(order),
    });
  }

  order(orderId: string) {
    return this.parsed(orderReply, { method: 'GET', path: `/v2/checkout/orders/${encodeURIComponent(orderId)}` });
  }

  async captureOrder({ orderId, requestId }: { orderId: string; requestId: string }): Promise<CaptureOutcome> {
    const path = `/v2/checkout/orders/${encodeURIComponent(orderId)}/capture`;
    const reply = await this.send({ method: 'POST', path, requestId, body: {} });
    if (reply.isSuccess) return { kind: 'answered', order: reply.believe(orderReply) };
    const refusal = payPalRefusal(reply);
    const { debugId } = refusal;
    if (reply.status === 422 && refusal.issue === 'ORDER_ALREADY_CAPTURED') return { kind: 'already_captured', debugId };
    if (reply.status === 422 && refusal.issue === 'INSTRUMENT_DECLINED') {
      return { kind: 'declined', approveUrl: approveUrlOf(refusal.links), debugId };
    }
    if (reply.status === 422 && (refusal.issue === 'ORDER_NOT_APPROVED' || refusal.issue === 'PAYER_ACTION_REQUIRED')) {
      return { kind: 'not_approved', approveUrl: approveUrlOf(refusal.links), debugId };
    }
    throw payPalError(reply);
  }

  capture(captureId: string) {
    return this.parsed(captureReply, { method: 'GET', path: `/v2/payments/captures/${encodeURIComponent(captureId)}` });
  }

  refundCapture(refund: NewRefund) {
    return this.parsed(refundReply, {
      method: 'POST',
      path: `/v2/payments/captures/${encodeURIComponent(refund.captureId)}/refund`,
      requestId: refund.requestId,
      body: refundBody(refund),
    });
  }

  refund(refundId: string) {
    return this.parsed(refundReply, { method: 'GET', path: `/v2/payments/refunds/${encodeURIComponent(refundId)}` });
  }

  dispute(disputeId: string) {
    return this.parsed(disputeReply, { method: 'GET', path: `/v1/customer/disputes/${encodeURIComponent(disputeId)}` });
  }

  transactions(search: TransactionSearch) {
    return this.parsed(transactionPageReply, {
      method: 'GET',
      path: '/v1/reporting/transactions',
      query: transactionQuery(search),
    });
  }

  async keepsSource(vaultId: string): Promise<boolean> {
    const reply = await this.send({ method: 'GET', path: sourcePath(vaultId) });
    if (reply.status === 404) return false;
    if (!reply.isSuccess) throw payPalError(reply);
    return true;
  }

  async forgetSource(vaultId: string): Promise<void> {
    const reply = await this.send({ method: 'DELETE', path: sourcePath(vaultId) });
    if (!reply.isSuccess && reply.status !== 404) throw payPalError(reply);
  }

  verifyWebhook(delivery: WebhookDelivery): Promise<WebhookVerdict> {
    return verifyWebhook(delivery, this.certificates);
  }

  async askAboutWebhook(delivery: WebhookDelivery): Promise<WebhookVerdict> {
    const text = postbackBody(delivery);
    if (text === null) return { verified: false, reason: 'The signature headers are missing.' };
    const path = '/v1/notifications/verify-webhook-signature';
    return postbackVerdict(await this.parsed(postbackReply, { method: 'POST', path, text }), delivery);
  }

  private async parsed<Parsed>(schema: z.ZodType<Parsed>, call: Call): Promise<Parsed> {
    const reply = await this.send(call);
    if (!reply.isSuccess) throw payPalError(reply);
    return reply.believe(schema);
  }

  /** Sends with a token. One that PayPal no longer accepts is renewed once: a call answered 401 was not carried out. */
  private async send(call: Call): Promise<UpstreamReply> {
    const token = await this.token.value();
    const reply = await this.sendWith(token, call);
    if (reply.status !== 401) return reply;
    this.token.drop(token);
    return this.sendWith(await this.token.value(), call);
  }

  private sendWith(token: string, { method, path, query, requestId, body, text }: Call): Promise<UpstreamReply> {
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
    return this.http.exchange({
      method,
      path,
      query,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'return=representation',
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
      },
      body: content,
    });
  }
}

function sourcePath(vaultId: string): string {
  return `/v3/vault/payment-tokens/${encodeURIComponent(vaultId)}`;
}
