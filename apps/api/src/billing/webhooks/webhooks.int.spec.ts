import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import type { PaymentDto } from '../payments/payment.dto';
import { tillOf, usd } from '../../testing/till';
import type { WebhookEventPageDto } from './webhook.dto';

describe('PayPal’s webhooks', () => {
  const sky = testApp({ listen: true });
  const { ordered, capture, captureIdOf, movementsOf, hear } = tillOf(sky);

  afterEach(async () => {
    sky.sandbox.faults.clear();
    await hear();
  });

  const process = () => sky.runDueJobs('billing.process-webhook', 'billing.take-back');
  const lastEvent = () => sky.sandbox.paypal.events().at(-1);
  const storedEvents = (eventId: string | undefined) =>
    sky.em.execute<{ state: string; deliveries: number; effect: string | null }[]>(
      'select state, deliveries, effect from webhook_events where event_id = ?',
      [eventId ?? ''],
    );
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
    expect(captured.length).toBeGreaterThanOrEqual(5);
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
