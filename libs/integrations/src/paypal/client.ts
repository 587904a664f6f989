import type { z } from 'zod';

import type { UpstreamHttp, UpstreamReply } from '../http';
import { AccessToken } from './access-token';
import { payPalHttp, type PayPalClientOptions } from './account';
import { CertificateStore } from './certificate-store';
import type { CaptureOutcome, NewOrder, NewRefund } from './order';
import { PayPal } from './paypal';
import { payPalError, payPalRefusal } from './refusal';
import { approveUrlOf, captureReply, createdOrderReply, orderReply, refundReply } from './replies';
import { orderBody, refundBody } from './requests';
import type { WebhookDelivery, WebhookVerdict } from './webhook';
import { verifyWebhook } from './webhook';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** PayPal's idempotency key; needed where something is created or moved. */
  readonly requestId?: string;
  readonly body?: unknown;
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

  verifyWebhook(delivery: WebhookDelivery): Promise<WebhookVerdict> {
    return verifyWebhook(delivery, this.certificates);
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

  private sendWith(token: string, { method, path, requestId, body }: Call): Promise<UpstreamReply> {
    return this.http.exchange({
      method,
      path,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'return=representation',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
