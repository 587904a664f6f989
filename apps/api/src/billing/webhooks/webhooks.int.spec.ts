import { parseMoney } from '@sky/money';
import { type Person, testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import type { CaptureResultDto, CheckoutDto, OwnedPaymentPageDto, PaymentDto } from '../payments/payment.dto';
import type { WebhookEventPageDto } from './webhook.dto';

const WEBHOOK = '/api/billing/paypal/webhook';
const usd = (text: string) => parseMoney(text, 'USD');

describe('PayPal’s webhooks', () => {
  const sky = testApp({ listen: true });

  afterEach(async () => {
    sky.sandbox.faults.clear();
    await sky.sandbox.paypal.deliveriesSettled();
    await process();
  });

  const process = () => sky.runDueJobs('billing.process-webhook', 'billing.take-back');
  const ordered = async (person: Person, amount = '25.00') => {
    const { status, body } = await person.browser.post<CheckoutDto>('/api/billing/add-credits', { amount });
    expect(status).toBe(201);
    return body;
  };
  const capture = (person: Person, orderId: string) =>
    person.browser.post<CaptureResultDto>('/api/billing/capture-paypal-payment', { orderId });
  const paid = async (person: Person, amount = '25.00') => {
    const made = await ordered(person, amount);
    await sky.sandbox.paypal.approve(made.orderId);
    await capture(person, made.orderId);
    await sky.sandbox.paypal.deliveriesSettled();
    await process();
    return { ...made, captureId: captureIdOf(made.orderId) };
  };
  const captureIdOf = (orderId: string) => sky.sandbox.paypal.captures().find(row => row.orderId === orderId)?.id ?? '';
  const lastEvent = () => sky.sandbox.paypal.events().at(-1);
  const storedEvents = (eventId: string | undefined) =>
    sky.em.execute<{ state: string; deliveries: number; effect: string | null }[]>(
      'select state, deliveries, effect from webhook_events where event_id = ?',
      [eventId ?? ''],
    );
  const movementsOf = async ({ user }: Person) =>
    (
      await sky.em.execute<{ type: string; amount: string }[]>(
        `select t.type, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.user_id = ? order by t.id`,
        [user.id],
      )
    ).map(({ type, amount }) => `${type} ${BigInt(amount) / 10_000n}`);
  /** The headers and body of the last delivery, as they were on the wire. */
  const lastDelivery = () => {
    const entry = sky.sandbox.journal.entries({ service: 'paypal' }).findLast(({ direction }) => direction === 'out');
    return { headers: entry?.headers as Record<string, string>, body: lastEvent()?.body ?? '' };
  };
  const deliver = async (body: string, headers: Record<string, string>) => {
    const reply = await fetch(`${sky.url}${WEBHOOK}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  };

  it('credits an approved order whose buyer never came back, before any browser', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);

    await process();

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500']);
    const returned = await capture(ada, orderId);
    expect(returned).toMatchObject({ status: 200, body: { balance: '25.00', payment: { id: paymentId, state: 'completed' } } });
    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500']);
  });

  it('acts once on an event that is delivered five times, and counts the deliveries', async () => {
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    const event = lastEvent();

    await Promise.all([1, 2, 3, 4].map(() => sky.sandbox.paypal.replay({ eventId: event?.id ?? '' })));
    await process();
    await sky.sandbox.paypal.replay({ eventId: event?.id ?? '', times: 2 });
    await process();

    expect(await storedEvents(event?.id)).toMatchObject([{ state: 'processed', deliveries: 7 }]);
    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500']);
  });

  it('ends with one credit when the webhook races the buyer', async () => {
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);

    const [first, , second] = await Promise.all([capture(ada, orderId), process(), capture(ada, orderId), process()]);

    expect([first.body.payment.state, second.body.payment.state]).toEqual(['completed', 'completed']);
    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500']);
    expect(sky.sandbox.journal.entries({ service: 'paypal', method: 'POST', path: `*/${orderId}/capture` })).toHaveLength(1);
  });

  it('credits money that was under review when PayPal says it is there', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });
    expect((await capture(ada, orderId)).body).toMatchObject({
      transaction: null,
      payment: { state: 'pending', detail: 'pending' },
    });

    await sky.sandbox.paypal.settleCapture(captureIdOf(orderId), 'COMPLETED');
    await process();

    expect(await movementsOf(ada)).toEqual(['credit_purchase 2500']);
    const { body } = await ada.browser.get<PaymentDto>(`/api/billing/payments/${paymentId}`);
    expect(body).toMatchObject({ state: 'completed', transactionId: expect.any(Number) });
  });

  it('ends a payment whose review PayPal denies, without credit', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });
    await capture(ada, orderId);

    await sky.sandbox.paypal.settleCapture(captureIdOf(orderId), 'DECLINED');
    await process();

    expect(await movementsOf(ada)).toEqual([]);
    expect((await ada.browser.get(`/api/billing/payments/${paymentId}`)).body).toMatchObject({
      state: 'failed',
      detail: 'declined',
    });
  });

  describe('signatures', () => {
    const genuine = async () => {
      const ada = await sky.make.customer();
      const { orderId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);
      return { ada, ...lastDelivery() };
    };
    const countEvents = async () =>
      (await sky.em.execute<{ n: number }[]>('select count(*)::int as n from webhook_events'))[0]?.n;

    it('accepts the bytes as they were signed', async () => {
      const { headers, body } = await genuine();

      expect(await deliver(body, signatureIn(headers))).toEqual({ status: 204, text: '' });
    });

    it.each<[string, (body: string, headers: Record<string, string>) => [string, Record<string, string>]]>([
      ['another amount', (body, headers) => [body.replaceAll('25.00', '99.00'), headers]],
      ['one more space', (body, headers) => [`${body} `, headers]],
      ['a signature of something else', (body, headers) => [body, { ...headers, 'paypal-transmission-sig': 'bm9wZQ==' }]],
      [
        'the time of another delivery',
        (body, headers) => [body, { ...headers, 'paypal-transmission-time': '2026-01-01T00:00:00Z' }],
      ],
      [
        'a certificate from elsewhere',
        (body, headers) => [body, { ...headers, 'paypal-cert-url': 'https://evil.example/cert.pem' }],
      ],
      ['another kind of signature', (body, headers) => [body, { ...headers, 'paypal-auth-algo': 'none' }]],
      ['no signature at all', body => [body, {}]],
    ])('refuses %s and stores nothing', async (_words, change) => {
      const { headers, body } = await genuine();
      const before = await countEvents();

      const { status, text } = await deliver(...change(body, signatureIn(headers)));

      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'invalid_signature' } });
      expect(await countEvents()).toBe(before);
    });

    it('asks for another delivery when the certificate cannot be fetched, and stores nothing until then', async () => {
      const { headers, body } = await genuine();
      const before = await countEvents();
      const signature = signatureIn(headers);
      // An address that was not asked for yet; it is not part of what is signed.
      const elsewhere = { ...signature, 'paypal-cert-url': `${signature['paypal-cert-url']}?again` };
      sky.sandbox.faults.add({ service: 'paypal', path: '/v1/notifications/certs/*', fault: 'status', status: 500 });

      const { status, text } = await deliver(body, elsewhere);
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'certificate_unavailable' } });
      expect(await countEvents()).toBe(before);

      sky.sandbox.faults.clear();
      expect((await deliver(body, elsewhere)).status).toBe(204);
    });

    it('refuses a body that is not an event, and one that is not JSON', async () => {
      const before = await countEvents();

      expect((await deliver('{}', {})).status).toBe(400);
      expect((await deliver('{', {})).status).toBe(400);
      expect((await deliver('', {})).status).toBe(400);
      expect(await countEvents()).toBe(before);
    });
  });

  describe('money that goes back', () => {
    it('takes back each part of a refund once, whatever order the news comes in', async () => {
      const ada = await sky.make.customer();
      const { captureId } = await paid(ada);
      sky.sandbox.paypal.refundCapture(captureId, '10.00');
      sky.sandbox.paypal.refundCapture(captureId, '5.00');
      await sky.sandbox.paypal.deliveriesSettled();
      await sky.sandbox.paypal.replay({ last: 2, times: 3, shuffle: true });
      await process();
      await sky.sandbox.paypal.replay({ last: 2, times: 2, shuffle: true });
      await process();

      expect(await sky.make.balanceOf(ada)).toBe(usd('10.00'));
    });

    it('takes back a refund whose news comes before that of the payment', async () => {
      const ada = await sky.make.customer();
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });
      await capture(ada, orderId);
      await sky.sandbox.paypal.settleCapture(captureIdOf(orderId), 'COMPLETED');
      sky.sandbox.paypal.refundCapture(captureIdOf(orderId));
      await sky.sandbox.paypal.deliveriesSettled();

      await process();

      expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'refund -2500']);
      const admin = await sky.make.admin();
      const { body } = await admin.browser.get<OwnedPaymentPageDto>('/api/admin/payments');
      expect(body.data.find(({ id }) => id === paymentId)).toMatchObject({ state: 'completed', refunded: '25.00' });
    });

    it('lets a reversal make a debt of what is used up already, and takes nothing twice after a refund', async () => {
      const ada = await sky.make.customer();
      const { captureId } = await paid(ada);
      await sky.make.credit(ada.user.id, -usd('20.00'));
      sky.sandbox.paypal.refundCapture(captureId, '5.00');
      await sky.sandbox.paypal.deliveriesSettled();
      await process();

      sky.sandbox.paypal.reverseCapture(captureId);
      await sky.sandbox.paypal.deliveriesSettled();
      await sky.sandbox.paypal.replay({ last: 2, times: 2, shuffle: true });
      await process();

      expect(await movementsOf(ada)).toEqual(['credit_purchase 2500', 'adjustment -2000', 'refund -500', 'reversal -2000']);
      expect(await sky.make.balanceOf(ada)).toBe(-usd('20.00'));
    });

    it('tries again when PayPal cannot be asked about a refund', async () => {
      const ada = await sky.make.customer();
      const { captureId } = await paid(ada);
      sky.sandbox.faults.add({
        service: 'paypal',
        method: 'GET',
        path: '/v2/payments/refunds/*',
        fault: 'status',
        status: 500,
        times: 1,
      });
      sky.sandbox.paypal.refundCapture(captureId, '10.00');
      await sky.sandbox.paypal.deliveriesSettled();
      await process();
      expect(await sky.make.balanceOf(ada)).toBe(usd('25.00'));

      await sky.until(async () => (await sky.make.balanceOf(ada)) === usd('15.00'), 'the refund');
    });
  });

  it('keeps events it has no use for, and shows them', async () => {
    const admin = await sky.make.admin();
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    await process();
    await sky.sandbox.paypal.deliveriesSettled();
    const processed = lastEvent();
    await sky.em.execute(
      `update webhook_events set state = 'received', event_type = 'CATALOG.PRODUCT.CREATED' where event_id = ?`,
      [processed?.id ?? ''],
    );
    await sky.sandbox.paypal.replay({ eventId: processed?.id ?? '' });
    await process();

    const { body } = await admin.browser.get<WebhookEventPageDto>('/api/admin/webhooks?state=kept');

    expect(body.data).toMatchObject([
      { provider: 'paypal', eventId: processed?.id, eventType: 'CATALOG.PRODUCT.CREATED', state: 'kept', deliveries: 2 },
    ]);
    expect(JSON.stringify(body)).not.toContain('transmission');
    expect((await ada.browser.get('/api/admin/webhooks')).status).toBe(403);
  });

  it('keeps an event about a payment of somebody else’s', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.em.execute(`update payments set order_id = 'GONE' where id = ?`, [paymentId]);
    await sky.sandbox.paypal.approve(orderId);
    await process();

    expect(await storedEvents(lastEvent()?.id)).toMatchObject([{ state: 'kept', effect: 'It is about no payment of ours.' }]);
    expect(await movementsOf(ada)).toEqual([]);
  });

  it('has credited every capture of PayPal’s once, and nothing else, in books that verify', async () => {
    const credited = await sky.em.execute<{ reference: string; amount: string }[]>(
      `select t.reference, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.type = 'credit_purchase'`,
    );
    const captured = sky.sandbox.paypal
      .captures()
      .filter(({ status }) => status !== 'PENDING' && status !== 'DECLINED')
      .map(({ id, amount }) => ({ reference: `paypal-capture:${id}`, amount: String(usd(amount.value)) }));
    const byReference = (one: { reference: string }, other: { reference: string }) =>
      one.reference.localeCompare(other.reference);

    expect(credited.sort(byReference)).toEqual(captured.sort(byReference));
    expect(captured.length).toBeGreaterThan(5);
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});

function signatureIn(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('paypal-')));
}
