import { verify, X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { asker } from '../testing/asker';
import { rawMember } from './raw-member';
import { Shop, type Received } from './testing/shop';

describe('PayPal webhooks', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  const until = async (claim: () => boolean): Promise<void> => {
    for (let tries = 0; !claim() && tries < 300; tries += 1) await sleep(10);
    expect(claim()).toBe(true);
  };

  /** Checks as a merchant does: certificate by address, message of id, time, webhook id and CRC-32 of the raw bytes. */
  const isGenuine = async (
    { headers, rawBody }: Pick<Received, 'headers' | 'rawBody'>,
    webhookId = 'sandbox-paypal-webhook',
  ): Promise<boolean> => {
    const certificateUrl = String(headers['paypal-cert-url']);
    expect(certificateUrl.startsWith(`${shop.sandbox.paypal.url}/v1/notifications/certs/`)).toBe(true);
    const { publicKey } = new X509Certificate((await asker('')('GET', certificateUrl)).text);
    const message = [headers['paypal-transmission-id'], headers['paypal-transmission-time'], webhookId, crc32(rawBody)].join('|');
    return verify('sha256', Buffer.from(message), publicKey, Buffer.from(String(headers['paypal-transmission-sig']), 'base64'));
  };

  const first = (): Received => {
    const [received] = shop.received;
    if (!received) throw new Error('No webhook has arrived.');
    return received;
  };

  it('tell of an approved order and of its capture, and belong together', async () => {
    const captureId = await shop.sale();
    await shop.sandbox.paypal.deliveriesSettled();
    expect(shop.eventTypes).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED']);
    const [approved, captured] = shop.received.map(received => received.event);
    expect(approved).toMatchObject({
      event_version: '1.0',
      resource_type: 'checkout-order',
      resource: { status: 'APPROVED', intent: 'CAPTURE' },
    });
    expect(captured).toMatchObject({
      id: expect.stringMatching(/^WH-/) as unknown,
      resource_type: 'capture',
      summary: 'Payment completed for EUR 12.50 EUR',
      resource: {
        id: captureId,
        custom_id: 'payment-7',
        supplementary_data: { related_ids: { order_id: approved.resource.id } },
      },
    });
  });

  it('are signed over their bytes for one webhook', async () => {
    await shop.sandbox.paypal.approve(await shop.order());
    const { headers, rawBody } = first();
    expect(headers['paypal-auth-algo']).toBe('SHA256withRSA');
    expect(await isGenuine({ headers, rawBody })).toBe(true);
    expect(await isGenuine({ headers, rawBody }, 'another-webhook')).toBe(false);
    const changed = Buffer.from(rawBody);
    changed[10] = (changed[10] ?? 0) ^ 1;
    expect(await isGenuine({ headers, rawBody: changed })).toBe(false);
  });

  it('come with a certificate that is what it says', async () => {
    await shop.sandbox.paypal.approve(await shop.order());
    const certificate = new X509Certificate((await asker('')('GET', String(first().headers['paypal-cert-url']))).text);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toContain('CN=messageverificationcerts.sandbox');
    expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now());
    expect((await asker(shop.sandbox.paypal.url)('GET', '/v1/notifications/certs/CERT-other')).status).toBe(404);
  });

  describe('the postback', () => {
    const ask = async (received: Received, eventText: string, more: Record<string, string> = {}): Promise<string> => {
      const fields = {
        auth_algo: received.headers['paypal-auth-algo'],
        cert_url: received.headers['paypal-cert-url'],
        transmission_id: received.headers['paypal-transmission-id'],
        transmission_sig: received.headers['paypal-transmission-sig'],
        transmission_time: received.headers['paypal-transmission-time'],
        webhook_id: 'sandbox-paypal-webhook',
        ...more,
      };
      const body = `${JSON.stringify(fields).slice(0, -1)},"webhook_event":${eventText}}`;
      return (await shop.ask('POST', '/v1/notifications/verify-webhook-signature', body)).json.verification_status as string;
    };

    it('says SUCCESS for the raw bytes and FAILURE for anything else', async () => {
      await shop.sandbox.paypal.approve(await shop.order('12.50', { description: 'Größe {"a": [1]}, \\" ok' }));
      const text = first().rawBody.toString('utf8');
      expect(await ask(first(), text)).toBe('SUCCESS');
      expect(await ask(first(), text.replace('12.50', '99.50'))).toBe('FAILURE');
      expect(await ask(first(), JSON.stringify(JSON.parse(text), null, 1))).toBe('FAILURE');
      expect(await ask(first(), text, { webhook_id: 'another' })).toBe('FAILURE');
      expect(await ask(first(), text, { cert_url: 'https://evil.example/cert' })).toBe('FAILURE');
    });

    it('refuses a question with parts missing', async () => {
      const answer = await shop.ask('POST', '/v1/notifications/verify-webhook-signature', { webhook_event: {} });
      expect(answer.status).toBe(400);
    });
  });

  it('are tried again until they are taken, always with the same bytes', async () => {
    shop.answers.push(500, 503);
    await shop.sandbox.paypal.approve(await shop.order());
    await until(() => shop.sandbox.paypal.events().every(event => event.isDelivered));
    expect(shop.received).toHaveLength(3);
    expect(new Set(shop.received.map(received => received.rawBody.toString())).size).toBe(1);
    for (const received of shop.received) expect(await isGenuine(received)).toBe(true);
    expect(shop.sandbox.paypal.events()[0]?.tries.map(attempt => attempt.status)).toEqual([500, 503, 204]);
    expect(shop.sandbox.journal.entries({ service: 'paypal', direction: 'out' }).map(entry => entry.status)).toEqual([
      500, 503, 204,
    ]);
  });

  it('give up in the end', async () => {
    shop.answers.push(...Array<number>(10).fill(500));
    await shop.sandbox.paypal.approve(await shop.order());
    await until(() => shop.received.length === 5);
    await sleep(80);
    expect(shop.received).toHaveLength(5);
    expect(shop.sandbox.paypal.events()[0]?.isDelivered).toBe(false);
  });

  it('can be replayed, several times and in another order', async () => {
    await shop.sale();
    await shop.sandbox.paypal.deliveriesSettled();
    const [approved, captured] = shop.sandbox.paypal.events();
    const again = await shop.sandbox.paypal.replay({ eventId: captured?.id, times: 2 });
    expect(again.map(result => result.status)).toEqual([204, 204]);
    expect(shop.eventTypes.slice(2)).toEqual(['PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED']);
    const shuffled = await shop.sandbox.paypal.replay({ last: 2, times: 3, shuffle: true });
    expect(shuffled.map(result => result.eventId).sort()).toEqual(
      [approved, captured].flatMap(event => [event?.id, event?.id, event?.id]).sort(),
    );
  });

  it('tell how a pending capture ended, of refunds, and of a chargeback', async () => {
    const settle = async (status: 'COMPLETED' | 'DECLINED') => {
      const id = await shop.order();
      await shop.sandbox.paypal.approve(id, { capture: 'PENDING' });
      const answer = await shop.ask(
        'POST',
        `/v2/checkout/orders/${id}/capture`,
        {},
        { 'paypal-request-id': crypto.randomUUID() },
      );
      await shop.sandbox.paypal.settleCapture(answer.json.purchase_units[0].payments.captures[0].id, status);
    };
    await settle('COMPLETED');
    await settle('DECLINED');
    const sold = await shop.sale();
    shop.sandbox.paypal.refundCapture(sold, '2.00');
    shop.sandbox.paypal.reverseCapture(await shop.sale());
    await shop.sandbox.paypal.deliveriesSettled();
    expect(shop.eventTypes.filter(type => type !== 'CHECKOUT.ORDER.APPROVED').sort()).toEqual([
      ...['PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.DENIED'],
      ...['PAYMENT.CAPTURE.PENDING', 'PAYMENT.CAPTURE.PENDING', 'PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REVERSED'],
    ]);
    const refunded = shop.received.map(received => received.event).find(event => event.event_type === 'PAYMENT.CAPTURE.REFUNDED');
    expect(refunded).toMatchObject({ resource_type: 'refund', resource: { amount: { value: '2.00' } } });
    expect(refunded.resource.links).toContainEqual({
      href: `${shop.sandbox.paypal.url}/v2/payments/captures/${sold}`,
      rel: 'up',
      method: 'GET',
    });
  });

  it('are not sent when nobody listens, but can be replayed', async () => {
    const { webhookUrl } = shop.sandbox.paypal;
    shop.sandbox.paypal.webhookUrl = undefined;
    await shop.sandbox.paypal.approve(await shop.order());
    expect(shop.received).toHaveLength(0);
    shop.sandbox.paypal.webhookUrl = webhookUrl;
    await shop.sandbox.paypal.replay({ last: 1 });
    expect(shop.eventTypes).toEqual(['CHECKOUT.ORDER.APPROVED']);
  });
});

describe(rawMember.name, () => {
  it.each([
    ['{"a":{"b": [1, "}"]},"c":2}', 'a', '{"b": [1, "}"]}'],
    ['{ "x" : 1.0 , "y" : "q\\"," }', 'x', '1.0'],
    ['{ "x" : 1.0 , "y" : "q\\"," }', 'y', '"q\\","'],
    ['{"x":true}', 'x', 'true'],
    ['{"x":[]}', 'y', undefined],
    ['[1]', 'x', undefined],
    ['{"x":{"y":1},"y":{"z":2}}', 'y', '{"z":2}'],
  ])('finds in %s the member %s as written', (json, name, expected) => {
    expect(rawMember(json, name)).toBe(expected);
  });
});
