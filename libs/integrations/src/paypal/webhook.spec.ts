import { hang, reply, ScriptedServer } from '../testing/scripted-server';
import { UpstreamError } from '../upstream';
import { PayPalHttpClient } from './client';
import type { PayPal } from './paypal';
import { WebhookSigner } from './testing/webhook-signer';

const WEBHOOK_ID = 'WH-of-this-product';

const captureEvent = {
  id: 'WH-1',
  create_time: '2026-11-25T10:00:00Z',
  resource_type: 'capture',
  event_type: 'PAYMENT.CAPTURE.COMPLETED',
  resource: {
    id: '3C679366HH908993F',
    status: 'COMPLETED',
    supplementary_data: { related_ids: { order_id: '5O190127TN364715T' } },
    links: [{ href: 'https://api.paypal.com/v2/checkout/orders/5O190127TN364715T', rel: 'up' }],
  },
};

describe('a PayPal webhook', () => {
  const signer = WebhookSigner.create();
  let api: ScriptedServer;
  let paypal: PayPal;

  beforeAll(async () => {
    api = await ScriptedServer.start();
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    paypal = new PayPalHttpClient({ apiBase: `${api.url}/paypal`, clientId: 'id', clientSecret: 'secret' });
    api.script(reply(200, signer.pem, { 'content-type': 'application/x-pem-file' }));
  });

  const certUrl = () => `${api.url}/paypal/v1/notifications/certs/CERT-1`;
  const bytes = (event: unknown) => Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));

  function verify(event: unknown, change: { headers?: Record<string, string>; body?: Uint8Array; by?: WebhookSigner } = {}) {
    const signed = bytes(event);
    const headers = { ...(change.by ?? signer).headers(signed, WEBHOOK_ID, certUrl()), ...change.headers };
    return paypal.verifyWebhook({ headers, rawBody: change.body ?? signed, webhookId: WEBHOOK_ID });
  }

  it('is believed when the signature fits, and names its order and capture', async () => {
    expect(await verify(captureEvent)).toEqual({
      verified: true,
      event: {
        id: 'WH-1',
        type: 'PAYMENT.CAPTURE.COMPLETED',
        resourceType: 'capture',
        createdAt: new Date('2026-11-25T10:00:00Z'),
        orderId: '5O190127TN364715T',
        captureId: '3C679366HH908993F',
        refundId: null,
        disputeId: null,
        sourceToken: null,
        resource: captureEvent.resource,
      },
    });
  });

  it('is checked over its bytes as they came, whatever its spelling', async () => {
    const odd = `{ "id":"WH-1","event_type":"X","create_time":"2026-11-25T10:00:00Z","resource":{"amount":1.0,"name":"M\\u00fcller"} }\n`;

    expect(await verify(odd)).toMatchObject({ verified: true });
  });

  it('is refused when one byte was changed', async () => {
    const body = bytes({ ...captureEvent, id: 'WH-2' });

    expect(await verify(captureEvent, { body })).toEqual({
      verified: false,
      reason: 'The signature does not fit the body and this webhook.',
    });
  });

  it('is refused when it was meant for another webhook', async () => {
    const rawBody = bytes(captureEvent);
    const headers = signer.headers(rawBody, 'WH-of-somebody-else', certUrl());

    expect(await paypal.verifyWebhook({ headers, rawBody, webhookId: WEBHOOK_ID })).toMatchObject({ verified: false });
  });

  it('is refused when somebody else signed it', async () => {
    expect(await verify(captureEvent, { by: WebhookSigner.create() })).toMatchObject({ verified: false });
  });

  it.each([
    'https://evil.example/cert.pem',
    'https://paypal.com.evil.example/cert.pem',
    'https://evilpaypal.com/cert.pem',
    'http://api.paypal.com/cert.pem',
    'https://api.paypal.com:8443/cert.pem',
    'https://user@api.paypal.com/cert.pem',
    'https://127.0.0.1/cert.pem',
    'http://127.0.0.1:1/cert.pem',
    'file:///etc/passwd',
    'nonsense',
  ])('does not fetch a certificate from %s', async address => {
    expect(await verify(captureEvent, { headers: { 'paypal-cert-url': address } })).toMatchObject({ verified: false });
    expect(api.requests).toHaveLength(0);
  });

  it('does not follow a certificate to another place', async () => {
    api.script(reply(302, undefined, { location: '/elsewhere' }), reply(200, signer.pem));

    await expect(verify(captureEvent)).rejects.toBeInstanceOf(UpstreamError);
    expect(api.requests).toHaveLength(1);
  });

  it.each([
    ['is not valid any more', { fromDays: -3, toDays: -1 }],
    ['is not valid yet', { fromDays: 1, toDays: 3 }],
  ])('is refused when the certificate %s', async (_name, validity) => {
    const other = WebhookSigner.create(validity);
    api.script(reply(200, other.pem));

    expect(await verify(captureEvent, { by: other })).toEqual({ verified: false, reason: 'The certificate is not valid now.' });
  });

  it('is refused when there is something else in place of the certificate', async () => {
    api.script(reply(200, '<html></html>'));

    expect(await verify(captureEvent)).toMatchObject({ verified: false });
  });

  it('fetches one certificate for many deliveries, also at once', async () => {
    await Promise.all([verify(captureEvent), verify(captureEvent), verify(captureEvent)]);
    await verify(captureEvent);

    expect(api.requests).toHaveLength(1);
  });

  it('asks to be delivered again when the certificate cannot be had, and tries again then', async () => {
    api.script(reply(500), reply(200, signer.pem));

    await expect(verify(captureEvent)).rejects.toBeInstanceOf(UpstreamError);
    expect(await verify(captureEvent)).toMatchObject({ verified: true });
  });

  it.each([
    'paypal-transmission-id',
    'paypal-transmission-time',
    'paypal-transmission-sig',
    'paypal-cert-url',
    'paypal-auth-algo',
  ])('is refused without %s', async header => {
    expect(await verify(captureEvent, { headers: { [header]: '' } })).toMatchObject({ verified: false });
    expect(api.requests).toHaveLength(0);
  });

  it('is refused when it is signed but no event', async () => {
    expect(await verify('{"id":5}')).toEqual({ verified: false, reason: 'The body is not an event.' });
  });

  it.each([
    ['an order', 'checkout-order', { id: 'ORDER1' }, { orderId: 'ORDER1', captureId: null, refundId: null }],
    [
      'a refund',
      'refund',
      { id: 'REFUND1', links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/CAPTURE1' }] },
      { orderId: null, captureId: 'CAPTURE1', refundId: 'REFUND1' },
    ],
    [
      'a reversal that is called a capture',
      'capture',
      { id: 'REFUND2', links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/CAPTURE1' }] },
      { orderId: null, captureId: 'CAPTURE1', refundId: 'REFUND2' },
    ],
    [
      'a dispute',
      'dispute',
      { dispute_id: 'PP-1', disputed_transactions: [{ seller_transaction_id: 'CAPTURE1' }] },
      { orderId: null, captureId: 'CAPTURE1', refundId: null },
    ],
    ['something new', 'novelty', { links: 'none' }, { orderId: null, captureId: null, refundId: null }],
  ])('tells what %s is about', async (_name, resource_type, resource, subject) => {
    expect(await verify({ ...captureEvent, resource_type, resource })).toMatchObject({ verified: true, event: subject });
  });

  it('does not wait for ever for a certificate', async () => {
    api.script(hang);
    paypal = new PayPalHttpClient({ apiBase: api.url, clientId: 'id', clientSecret: 'secret', timeoutMs: 200 });

    await expect(verify(captureEvent)).rejects.toMatchObject({ outcome: 'unknown' });
  });
});
