import { type LiveEvent, LiveHub } from '../../platform';
import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { tillOf } from '../../testing/till';
import type { PaymentPageDto } from './payment.dto';

describe('payments, from order to credit', () => {
  const sky = testApp();
  const { capture, paymentOf, ordered, sweep, captureCalls, purchasesOf, expectCreditedOnce, requestKeyOf } = tillOf(sky);

  afterEach(() => sky.sandbox.faults.clear());

  it('credits a captured order once, and the receipt, the mail and the lists tell of it', async () => {
    const ada = await sky.make.customer();
    const { orderId, approveUrl, paymentId } = await ordered(ada);
    expect(new URL(approveUrl).searchParams.get('token')).toBe(orderId);
    expect(await sky.make.balanceOf(ada)).toBe(0n);
    expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'created', orderId, approveUrl });
    await sky.sandbox.paypal.approve(orderId);

    const first = await capture(ada, orderId);
    const second = await capture(ada, orderId);

    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      balance: '25.00',
      currency: 'USD',
      payment: { id: paymentId, state: 'completed', detail: 'captured', amount: '25.00', approveUrl: null },
      transaction: { type: 'credit_purchase', amount: '25.00', balanceAfter: '25.00', payment: { id: paymentId, orderId } },
    });
    expect(second.body).toEqual(first.body);
    await expectCreditedOnce(ada, orderId);
    const receipt = await ada.browser.get(`/api/transactions/${first.body.transaction?.id}/download`);
    expect(receipt.headers['content-type']).toBe('application/pdf');
    expect(receipt.raw.subarray(0, 5).toString()).toBe('%PDF-');
    await sky.runDueJobs('mail.send');
    expect(sky.sandbox.mail.to(ada.user.email).map(({ subject }) => subject)).toEqual(['We received $25.00']);
    const list = await ada.browser.get<PaymentPageDto>('/api/billing/payments');
    expect(list.body).toMatchObject({ data: [{ id: paymentId, state: 'completed' }], pagination: { totalItems: 1 } });
    const byOrder = await ada.browser.get(`/api/billing/payments/by-order/${orderId}`);
    expect(byOrder.body).toMatchObject({ id: paymentId, transactionId: first.body.transaction?.id });
  });

  it('tells the customer’s open pages, and nobody else’s, that payment and credit have changed', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    const told: LiveEvent[] = [];
    const listening = sky.app.get(LiveHub).events.subscribe(event => told.push(event));

    await capture(ada, orderId);
    await sky.until(async () => told.length >= 3, 'the live events');

    listening.unsubscribe();
    expect(told).toHaveLength(3);
    expect(told).toContainEqual({ type: 'payment', userId: ada.user.id, data: { paymentId } });
    expect(told).toContainEqual({ type: 'balance', userId: ada.user.id, data: {} });
    expect(told).toContainEqual({ type: 'notification', userId: ada.user.id, data: {} });
  });

  it('sends PayPal the same request id whenever it asks for the same thing', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);
    await capture(ada, orderId);

    const ids = sky.sandbox.journal
      .entries({ service: 'paypal', method: 'POST' })
      .map(({ headers }) => headers['paypal-request-id']);
    const key = await requestKeyOf(paymentId);
    expect(ids).toContain(`order-${paymentId}-${key}`);
    expect(captureCalls(orderId).map(({ headers }) => headers['paypal-request-id'])).toEqual([`capture-${paymentId}-${key}-1`]);
  });

  it('gives twenty callers at once one effect and one answer, by one capture', async () => {
    const ada = await sky.make.customer();
    const { orderId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId);

    const answers = await Promise.all(Array.from({ length: 20 }, () => capture(ada, orderId)));

    expect(new Set(answers.map(({ status, body }) => `${status} ${body.payment?.state} ${body.balance}`))).toEqual(
      new Set(['200 completed 25.00']),
    );
    expect(captureCalls(orderId)).toHaveLength(1);
    await expectCreditedOnce(ada, orderId);
  });

  it('says that an order was not approved, and captures it once it is', async () => {
    const ada = await sky.make.customer();
    const { orderId, approveUrl } = await ordered(ada);

    const early = await capture(ada, orderId);
    await sky.sandbox.paypal.approve(orderId);
    const late = await capture(ada, orderId);

    expect(early).toMatchObject({ status: 409, body: { error: { code: 'payment_not_approved' } } });
    expect(early.body.error.details).toEqual([{ field: 'approveUrl', message: approveUrl }]);
    expect(late).toMatchObject({ status: 200, body: { payment: { state: 'completed' } } });
    await expectCreditedOnce(ada, orderId);
  });

  it('lets the buyer pay a declined order in another way', async () => {
    const ada = await sky.make.customer();
    const { orderId, approveUrl, paymentId } = await ordered(ada);
    sky.sandbox.paypal.decline(orderId);

    const declined = await capture(ada, orderId);
    expect(declined).toMatchObject({ status: 422, body: { error: { code: 'payment_declined' } } });
    expect(declined.body.error.details).toEqual([{ field: 'approveUrl', message: approveUrl }]);
    expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'declined', approveUrl });

    await sky.sandbox.paypal.approve(orderId);
    expect(await capture(ada, orderId)).toMatchObject({ status: 200, body: { payment: { state: 'completed' } } });
    const key = await requestKeyOf(paymentId);
    expect(captureCalls(orderId).map(({ headers }) => headers['paypal-request-id'])).toEqual([
      `capture-${paymentId}-${key}-1`,
      `capture-${paymentId}-${key}-2`,
    ]);
    await expectCreditedOnce(ada, orderId);
  });

  it('does not credit money that PayPal reviews until it is there', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });

    const returned = await capture(ada, orderId);
    await sweep();
    expect(returned).toMatchObject({
      status: 200,
      body: { transaction: null, balance: '0.00', payment: { state: 'pending' } },
    });
    expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'pending' });
    expect(await sky.make.balanceOf(ada)).toBe(0n);

    const [review] = sky.sandbox.paypal.captures().filter(row => row.orderId === orderId);
    await sky.sandbox.paypal.settleCapture(review?.id ?? '', 'COMPLETED');
    await sweep(1);
    await expectCreditedOnce(ada, orderId);
  });

  it('fails a payment whose review ends with a no, and says so', async () => {
    const ada = await sky.make.customer();
    const { orderId, paymentId } = await ordered(ada);
    await sky.sandbox.paypal.approve(orderId, { capture: 'PENDING' });
    await capture(ada, orderId);
    const [review] = sky.sandbox.paypal.captures().filter(row => row.orderId === orderId);
    await sky.sandbox.paypal.settleCapture(review?.id ?? '', 'DECLINED');

    await sweep(1);

    expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'failed', detail: 'declined', transactionId: null });
    expect(await capture(ada, orderId)).toMatchObject({ status: 422, body: { error: { code: 'payment_declined' } } });
    expect(await purchasesOf(ada)).toEqual([]);
  });

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
