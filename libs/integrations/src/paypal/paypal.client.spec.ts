import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSandbox, type Sandbox } from '@sky/simulators';

import { UpstreamNotFound, UpstreamRefused, UpstreamUnknown, UpstreamUnreachable } from '../upstream';
import { PayPalHttpClient } from './client';
import type { NewOrder, PayPalCapture } from './order';
import type { PayPal } from './paypal';

const WEBHOOK_ID = 'webhook-of-this-product';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
}

describe('PayPal, as simulated', () => {
  let sandbox: Sandbox;
  let paypal: PayPal;
  let listener: Server;
  const deliveries: Delivery[] = [];

  beforeAll(async () => {
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        deliveries.push({ headers: request.headers, rawBody: Buffer.concat(chunks) });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
    const paypalWebhookUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/webhook`;
    sandbox = await createSandbox({
      paypalClientId: 'client',
      paypalClientSecret: 'secret',
      paypalWebhookId: WEBHOOK_ID,
      paypalWebhookUrl,
    });
  });
  afterAll(async () => {
    await sandbox.stop();
    listener.closeAllConnections();
    listener.close();
  });
  beforeEach(() => {
    sandbox.reset();
    deliveries.length = 0;
    paypal = new PayPalHttpClient({ apiBase: sandbox.paypal.url, clientId: 'client', clientSecret: 'secret', timeoutMs: 2_000 });
  });

  const newOrder: NewOrder = {
    requestId: 'order-17',
    paymentId: '17',
    amount: '25.00',
    currency: 'USD',
    description: 'Credit',
    returnUrl: 'https://portal.example/return',
    cancelUrl: 'https://portal.example/cancel',
    brandName: 'Our Hosting',
  };

  /** An order that was approved and captured, and what was taken for it. */
  async function captured(): Promise<{ orderId: string; capture: PayPalCapture }> {
    const { orderId } = await paypal.createOrder(newOrder);
    await sandbox.paypal.approve(orderId);
    const outcome = await paypal.captureOrder({ orderId, requestId: 'capture-17-1' });
    const capture = outcome.kind === 'answered' ? outcome.order.captures[0] : undefined;
    if (!capture) throw new Error(`Nothing was captured: ${outcome.kind}`);
    return { orderId, capture };
  }

  it('refuses wrong credentials', async () => {
    const stranger = new PayPalHttpClient({ apiBase: sandbox.paypal.url, clientId: 'client', clientSecret: 'wrong' });

    await expect(stranger.createOrder(newOrder)).rejects.toMatchObject({ status: 401, issue: 'invalid_client' });
  });

  it('makes one order however often it is asked with the same key', async () => {
    const first = await paypal.createOrder(newOrder);
    const second = await paypal.createOrder(newOrder);

    expect(second.orderId).toBe(first.orderId);
    expect(first).toMatchObject({ status: 'PAYER_ACTION_REQUIRED' });
    expect(first.approveUrl).toContain(`checkoutnow?token=${first.orderId}`);
    expect(await paypal.order(first.orderId)).toMatchObject({ amount: '25.00', currency: 'USD', customId: '17', captures: [] });
  });

  it('takes the money once it is approved, and not before', async () => {
    const { orderId } = await paypal.createOrder(newOrder);
    expect(await paypal.captureOrder({ orderId, requestId: 'capture-17-0' })).toMatchObject({ kind: 'not_approved' });

    await sandbox.paypal.approve(orderId);
    const outcome = await paypal.captureOrder({ orderId, requestId: 'capture-17-1' });
    expect(outcome).toMatchObject({
      kind: 'answered',
      order: {
        orderId,
        status: 'COMPLETED',
        captures: [{ status: 'COMPLETED', amount: '25.00', currency: 'USD', customId: '17', orderId }],
      },
    });

    expect(await paypal.captureOrder({ orderId, requestId: 'capture-17-1' })).toEqual(outcome);
    expect(await paypal.captureOrder({ orderId, requestId: 'capture-17-2' })).toMatchObject({ kind: 'already_captured' });
    expect(sandbox.paypal.captures()).toHaveLength(1);
  });

  it('finds the money again when the answer was lost', async () => {
    const { orderId } = await paypal.createOrder(newOrder);
    await sandbox.paypal.approve(orderId);
    sandbox.faults.add({ service: 'paypal', method: 'POST', path: '*/capture', fault: 'drop', after: true, times: 1 });

    await expect(paypal.captureOrder({ orderId, requestId: 'capture-17-1' })).rejects.toBeInstanceOf(UpstreamUnknown);

    expect(await paypal.captureOrder({ orderId, requestId: 'capture-17-1' })).toMatchObject({ kind: 'answered' });
    expect((await paypal.order(orderId)).captures).toMatchObject([{ status: 'COMPLETED' }]);
    expect(sandbox.paypal.captures()).toHaveLength(1);
  });

  it('sends the buyer back after a decline, and takes the money at the next try', async () => {
    const { orderId } = await paypal.createOrder(newOrder);
    sandbox.paypal.decline(orderId);

    const declined = await paypal.captureOrder({ orderId, requestId: 'capture-17-1' });
    expect(declined).toMatchObject({ kind: 'declined', approveUrl: expect.stringContaining(orderId) as string });

    await sandbox.paypal.approve(orderId);
    expect(await paypal.captureOrder({ orderId, requestId: 'capture-17-2' })).toMatchObject({ kind: 'answered' });
  });

  it('does not take a pending capture for money', async () => {
    const { orderId } = await paypal.createOrder(newOrder);
    await sandbox.paypal.approve(orderId, { capture: 'PENDING' });

    const outcome = await paypal.captureOrder({ orderId, requestId: 'capture-17-1' });

    const capture = outcome.kind === 'answered' ? outcome.order.captures[0] : undefined;
    expect(capture).toMatchObject({ status: 'PENDING' });
    expect(capture?.reason).not.toBeNull();
    await sandbox.paypal.settleCapture(capture?.id ?? '', 'COMPLETED');
    expect(await paypal.capture(capture?.id ?? '')).toMatchObject({ status: 'COMPLETED', orderId });
  });

  it('gives back in parts, each once, and never more than was taken', async () => {
    const { orderId, capture } = await captured();
    const part = { requestId: 'refund-1', captureId: capture.id, amount: '10.00', currency: 'USD' };

    const refund = await paypal.refundCapture(part);
    await paypal.refundCapture(part);
    expect(refund).toMatchObject({ status: 'COMPLETED', amount: '10.00', captureId: capture.id, totalRefunded: '10.00' });
    expect(await paypal.refund(refund.id)).toMatchObject({ id: refund.id, amount: '10.00' });
    await expect(paypal.refundCapture({ ...part, requestId: 'refund-2', amount: '15.01' })).rejects.toBeInstanceOf(
      UpstreamRefused,
    );
    await paypal.refundCapture({ requestId: 'refund-3', captureId: capture.id });

    expect((await paypal.order(orderId)).captures).toMatchObject([{ status: 'REFUNDED', refundedAmount: '25.00' }]);
  });

  it('refuses decimals a currency does not have, with its own words for it', async () => {
    const yen = { ...newOrder, currency: 'JPY', amount: '2500.50' };

    await expect(paypal.createOrder(yen)).rejects.toMatchObject({
      status: 422,
      outcome: 'refused',
      issue: expect.stringContaining('DECIMAL') as string,
    });
    expect(await paypal.createOrder({ ...yen, requestId: 'order-18', amount: '2500' })).toMatchObject({
      status: 'PAYER_ACTION_REQUIRED',
    });
  });

  it('does not know an order of nobody', async () => {
    await expect(paypal.order('0AA00000AA000000A')).rejects.toBeInstanceOf(UpstreamNotFound);
  });

  it('has asked for nothing when there was no token', async () => {
    sandbox.faults.add({ service: 'paypal', path: '/v1/oauth2/token', fault: 'status', status: 500, times: 1 });

    await expect(paypal.createOrder(newOrder)).rejects.toBeInstanceOf(UpstreamUnreachable);
    expect(sandbox.paypal.orders()).toHaveLength(0);
  });

  describe('by webhook', () => {
    const verified = async (delivery: Delivery | undefined) =>
      paypal.verifyWebhook({ headers: {}, rawBody: new Uint8Array(), ...delivery, webhookId: WEBHOOK_ID });
    const lastOf = (type: string) => deliveries.findLast(delivery => delivery.rawBody.includes(type));

    it('signs its news, and the news name order, capture and refund', async () => {
      const { orderId, capture } = await captured();
      sandbox.paypal.refundCapture(capture.id, '5.00');
      await sandbox.paypal.deliveriesSettled();

      expect(await verified(lastOf('CHECKOUT.ORDER.APPROVED'))).toMatchObject({ verified: true, event: { orderId } });
      expect(await verified(lastOf('PAYMENT.CAPTURE.COMPLETED'))).toMatchObject({
        verified: true,
        event: { type: 'PAYMENT.CAPTURE.COMPLETED', resourceType: 'capture', orderId, captureId: capture.id },
      });
      const refunded = await verified(lastOf('PAYMENT.CAPTURE.REFUNDED'));
      expect(refunded).toMatchObject({ verified: true, event: { captureId: capture.id } });
      expect(refunded.verified && refunded.event.refundId).toBeTruthy();
    });

    it('tells of a reversal with the capture it takes back', async () => {
      const { capture } = await captured();
      sandbox.paypal.reverseCapture(capture.id);
      await sandbox.paypal.deliveriesSettled();

      expect(await verified(lastOf('PAYMENT.CAPTURE.REVERSED'))).toMatchObject({
        verified: true,
        event: { captureId: capture.id },
      });
    });

    it('is not believed with a changed body or for another webhook', async () => {
      await captured();
      await sandbox.paypal.deliveriesSettled();
      const delivery = lastOf('PAYMENT.CAPTURE.COMPLETED');
      const changed = Buffer.from(String(delivery?.rawBody).replaceAll('25.00', '99.00'));

      expect(await verified({ headers: delivery?.headers ?? {}, rawBody: changed })).toMatchObject({ verified: false });
      const elsewhere = { headers: delivery?.headers ?? {}, rawBody: delivery?.rawBody ?? changed, webhookId: 'another' };
      expect(await paypal.verifyWebhook(elsewhere)).toMatchObject({ verified: false });
    });
  });
});
