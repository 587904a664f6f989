import { parseMoney } from '@sky/money';
import { type LiveEvent, LiveHub } from '../../platform';
import { type Person, testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { CheckoutService } from './checkout.service';
import type { CaptureResultDto, CheckoutDto, OwnedPaymentPageDto, PaymentDto, PaymentPageDto } from './payment.dto';

interface Refusal {
  error: { code: string; details?: { field: string; message: string }[] };
}

const usd = (text: string) => parseMoney(text, 'USD');

describe('payments', () => {
  const sky = testApp();

  afterEach(() => sky.sandbox.faults.clear());

  const checkout = (person: Person, amount: unknown, headers: Record<string, string> = {}) =>
    person.browser.post<CheckoutDto & Refusal>('/api/billing/add-credits', { amount }, headers);
  const capture = (person: Person, orderId: string) =>
    person.browser.post<CaptureResultDto & Refusal>('/api/billing/capture-paypal-payment', { orderId });
  const paymentOf = async (person: Person, id: number) =>
    (await person.browser.get<PaymentDto & Refusal>(`/api/billing/payments/${id}`)).body;
  const ordered = async (person: Person, amount = '25.00') => {
    const { status, body } = await checkout(person, amount);
    expect(status).toBe(201);
    return body;
  };
  /** Moves business time until the payment is due, and asks PayPal about what is. */
  const sweep = async (hours = 0.05) => {
    await sky.advance(hours);
    await sky.runDueJobs('billing.settle-payment', 'billing.take-back');
  };
  const captureCalls = (orderId: string) =>
    sky.sandbox.journal.entries({ service: 'paypal', method: 'POST', path: `/v2/checkout/orders/${orderId}/capture` });
  const purchasesOf = ({ user }: Person) =>
    sky.em.execute<{ reference: string; amount: string }[]>(
      `select t.reference, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.user_id = ? and t.type = 'credit_purchase'`,
      [user.id],
    );
  const expectCreditedOnce = async (person: Person, orderId: string, amount = '25.00') => {
    const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
    expect(await purchasesOf(person)).toEqual([{ reference: `paypal-capture:${order?.captureId}`, amount: String(usd(amount)) }]);
    expect(await sky.make.balanceOf(person)).toBe(usd(amount));
  };

  describe('from order to credit', () => {
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
      expect(ids).toContain(`order-${paymentId}`);
      expect(captureCalls(orderId).map(({ headers }) => headers['paypal-request-id'])).toEqual([`capture-${paymentId}-1`]);
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
      expect(captureCalls(orderId).map(({ headers }) => headers['paypal-request-id'])).toEqual([
        `capture-${paymentId}-1`,
        `capture-${paymentId}-2`,
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
  });

  describe('when PayPal fails', () => {
    it.each([
      ['answers 500 before it captures', { fault: 'status', status: 500 }],
      ['answers 500 after it captured', { fault: 'status', status: 500, after: true }],
      ['captures and drops the connection', { fault: 'drop', after: true }],
      ['drops the connection', { fault: 'drop' }],
      ['captures and answers garbage', { fault: 'garbage', after: true }],
      ['captures and never answers', { fault: 'hang', after: true }],
    ] as const)('calls the outcome open when PayPal %s, and the sweeper settles it once', async (_words, fault) => {
      const ada = await sky.make.customer();
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);
      sky.sandbox.faults.add({ service: 'paypal', method: 'POST', path: '*/capture', times: 1, ...fault });

      const returned = await capture(ada, orderId);
      expect(returned).toMatchObject({
        status: 200,
        body: { transaction: null, payment: { state: 'pending', detail: 'unknown' } },
      });
      expect(await purchasesOf(ada)).toEqual([]);

      sky.sandbox.faults.clear();
      await sweep();
      expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'completed', detail: 'captured' });
      await sweep();
      await expectCreditedOnce(ada, orderId);
      expect(sky.sandbox.paypal.captures().filter(row => row.orderId === orderId)).toHaveLength(1);
    });

    it('never takes silence for a no, however long it lasts', async () => {
      const ada = await sky.make.customer();
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);
      sky.sandbox.faults.add({ service: 'paypal', path: '*', fault: 'status', status: 503 });
      await capture(ada, orderId);

      for (let day = 0; day < 6; day += 1) await sweep(24);
      expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'unknown' });

      sky.sandbox.faults.clear();
      await sweep(24);
      await expectCreditedOnce(ada, orderId);
    });

    it('finds money that was captured when the process died before it was posted', async () => {
      const ada = await sky.make.customer();
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);
      await sky.em.execute(
        `create function die() returns trigger language plpgsql as $$ begin raise 'the process dies here'; end $$`,
      );
      await sky.em.execute(
        `create trigger die before insert on ledger_transactions for each row when (new.reference like 'paypal-capture:%') execute function die()`,
      );

      expect((await capture(ada, orderId)).status).toBe(500);
      expect(sky.sandbox.paypal.captures().filter(row => row.orderId === orderId)).toHaveLength(1);
      expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'capturing' });
      await sky.em.execute('drop function die() cascade');

      // Sweeping has no effect while the dead process still holds its claim; half a minute later it has.
      await sweep();
      expect(await purchasesOf(ada)).toEqual([]);
      await sky.em.execute(`update payments set claimed_until = claimed_until - interval '31 seconds' where id = ?`, [paymentId]);
      await sweep();
      await expectCreditedOnce(ada, orderId);
      expect(captureCalls(orderId)).toHaveLength(1);
    });

    it('makes one order when PayPal made it and the answer was lost', async () => {
      const ada = await sky.make.customer();
      const key = { 'idempotency-key': 'lost-answer' };
      const before = sky.sandbox.paypal.orders().length;
      sky.sandbox.faults.add({
        service: 'paypal',
        method: 'POST',
        path: '/v2/checkout/orders',
        fault: 'drop',
        after: true,
        times: 1,
      });

      const lost = await checkout(ada, '25.00', key);
      const again = await checkout(ada, '25.00', key);

      expect(lost).toMatchObject({ status: 503, body: { error: { code: 'payments_unavailable' } } });
      expect(again.status).toBe(201);
      expect(sky.sandbox.paypal.orders()).toHaveLength(before + 1);
      const list = await ada.browser.get<PaymentPageDto>('/api/billing/payments');
      expect(list.body.data).toMatchObject([{ id: again.body.paymentId, orderId: again.body.orderId }]);
    });

    it('learns the order of a payment that PayPal left open, so that it can still be paid', async () => {
      const ada = await sky.make.customer();
      sky.sandbox.faults.add({
        service: 'paypal',
        method: 'POST',
        path: '/v2/checkout/orders',
        fault: 'status',
        status: 500,
        times: 1,
      });
      expect((await checkout(ada, '25.00')).status).toBe(503);

      await sweep(0.2);

      const list = await ada.browser.get<PaymentPageDto>('/api/billing/payments');
      const [payment] = list.body.data;
      expect(payment).toMatchObject({ state: 'pending', detail: 'created', approveUrl: expect.stringContaining('token=') });
      await sky.sandbox.paypal.approve(payment?.orderId ?? '');
      await capture(ada, payment?.orderId ?? '');
      await expectCreditedOnce(ada, payment?.orderId ?? '');
    });

    it('fails a payment for which PayPal refused an order, and lets its key be used again', async () => {
      const ada = await sky.make.customer();
      const key = { 'idempotency-key': 'refused' };
      sky.sandbox.faults.add({
        service: 'paypal',
        method: 'POST',
        path: '/v2/checkout/orders',
        fault: 'status',
        status: 422,
        times: 1,
      });

      const refused = await checkout(ada, '25.00', key);
      const again = await checkout(ada, '25.00', key);

      expect(refused).toMatchObject({ status: 503, body: { error: { code: 'payments_unavailable' } } });
      expect(again.status).toBe(201);
      const list = await ada.browser.get<PaymentPageDto>('/api/billing/payments');
      expect(list.body.data.map(({ state }) => state)).toEqual(['pending', 'failed']);
    });
  });

  describe('amounts', () => {
    it.each([
      ['1e309'],
      ['NaN'],
      ['-0'],
      ['-25.00'],
      ['+25.00'],
      ['1.005'],
      ['25.001'],
      ['25,00'],
      ['1,000.00'],
      [' 25.00'],
      ['25.'],
      ['.5'],
      ['0x19'],
      ['٢٥'],
      ['0025.00'],
      ['99999999999999999999'],
      [''],
      [25],
      [null],
      [['25.00']],
      [{ value: '25.00' }],
      [true],
    ])('refuses %j before PayPal hears of it', async amount => {
      const ada = await sky.make.customer();
      sky.sandbox.journal.clear();

      const { status, body } = await checkout(ada, amount);

      expect([400, 422]).toContain(status);
      expect(['validation_failed', 'invalid_amount']).toContain(body.error.code);
      expect(body.error.details?.[0]?.field).toBe('amount');
      expect(sky.sandbox.journal.entries({ service: 'paypal' })).toEqual([]);
      expect((await ada.browser.get<PaymentPageDto>('/api/billing/payments')).body.data).toEqual([]);
    });

    it.each([
      ['0.00', 'amount_too_small'],
      ['4.99', 'amount_too_small'],
      ['1000.01', 'amount_too_large'],
      ['999999999.99', 'amount_too_large'],
    ])('refuses %s as %s', async (amount, code) => {
      const ada = await sky.make.customer();

      expect(await checkout(ada, amount)).toMatchObject({
        status: 422,
        body: { error: { code, details: [{ field: 'amount' }] } },
      });
    });

    it.each(['5.00', '5', '7.5', '1000.00'])('takes %s', async amount => {
      const ada = await sky.make.customer();

      const { orderId } = await ordered(ada, amount);

      const [unit] = sky.sandbox.paypal.orders().find(({ id }) => id === orderId)?.purchaseUnits ?? [];
      expect(unit?.amount).toEqual({ currency_code: 'USD', value: Number(amount).toFixed(2) });
    });

    it('credits what PayPal took when it is another amount, and shows staff the difference', async () => {
      const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
      const { orderId, paymentId } = await ordered(ada);
      const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
      Object.assign(order?.purchaseUnits[0]?.amount ?? {}, { value: '24.00' });
      await sky.sandbox.paypal.approve(orderId);

      expect((await capture(ada, orderId)).body).toMatchObject({ balance: '24.00', payment: { amount: '24.00' } });

      await expectCreditedOnce(ada, orderId, '24.00');
      const list = await admin.browser.get<OwnedPaymentPageDto>('/api/admin/payments?state=completed');
      expect(list.body.data.find(({ id }) => id === paymentId)).toMatchObject({
        lastError: 'PayPal took $24.00 instead of $25.00.',
        user: { id: ada.user.id },
      });
    });

    it.each([
      ['another currency', { amount: { currency_code: 'EUR', value: '25.00' } }, 'took 25.00 EUR instead of USD'],
      ['the mark of another payment', { custom_id: '999999' }, 'belongs to payment 999999'],
    ])('credits nothing for money with %s, and tells staff why', async (_words, change, reason) => {
      const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
      const { orderId, paymentId } = await ordered(ada);
      const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
      Object.assign(order?.purchaseUnits[0] ?? {}, change);
      await sky.sandbox.paypal.approve(orderId);

      const returned = await capture(ada, orderId);
      await admin.browser.post(`/api/admin/payments/${paymentId}/check`);
      await sweep();

      expect(returned).toMatchObject({ status: 200, body: { transaction: null, payment: { state: 'failed' } } });
      expect(await purchasesOf(ada)).toEqual([]);
      const list = await admin.browser.get<OwnedPaymentPageDto>('/api/admin/payments?state=failed');
      expect(list.body.data.find(({ id }) => id === paymentId)?.lastError).toContain(reason);
    });
  });

  describe('who and how often', () => {
    it('hides a payment from everybody but its owner', async () => {
      const [ada, bob] = [await sky.make.customer(), await sky.make.customer()];
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);

      for (const { status } of [
        await capture(bob, orderId),
        await bob.browser.get(`/api/billing/payments/${paymentId}`),
        await bob.browser.get(`/api/billing/payments/by-order/${orderId}`),
        await capture(ada, '0AA00000AA000000A'),
        await ada.browser.get('/api/billing/payments/by-order/%00'),
      ])
        expect(status).toBe(404);
      expect(captureCalls(orderId)).toHaveLength(0);
      expect((await bob.browser.get('/api/admin/payments')).status).toBe(403);
      expect((await bob.browser.post(`/api/admin/payments/${paymentId}/check`)).status).toBe(403);
    });

    it('gives the same order for the same Idempotency-Key, and refuses the key for another amount', async () => {
      const ada = await sky.make.customer();
      const key = { 'idempotency-key': 'top-up-1' };
      const before = sky.sandbox.paypal.orders().length;

      const [first, second] = [await checkout(ada, '25.00', key), await checkout(ada, '25.00', key)];

      expect(second.body).toEqual(first.body);
      expect(sky.sandbox.paypal.orders()).toHaveLength(before + 1);
      expect((await checkout(ada, '26.00', key)).status).toBe(409);
    });

    it('keeps to one payment for a key even where the first request was forgotten', async () => {
      const { user } = await sky.make.customer();
      const service = sky.app.get(CheckoutService);

      const made = await Promise.all([1, 2, 3, 4, 5].map(() => service.addCredits(user.id, '25.00', 'forgotten')));

      expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(1);
      const payments = await sky.em.execute<{ id: number }[]>('select id from payments where user_id = ?', [user.id]);
      expect(payments).toEqual([{ id: made[0]?.paymentId }]);
      await expect(service.addCredits(user.id, '26.00', 'forgotten')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    });

    it('gives up an order that nobody approved for three days, and still credits it when it is paid after all', async () => {
      const ada = await sky.make.customer();
      const { orderId, paymentId } = await ordered(ada);

      await sweep(71);
      expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'pending', detail: 'created' });
      await sweep(25);
      expect(await paymentOf(ada, paymentId)).toMatchObject({ state: 'cancelled', approveUrl: null });
      expect(captureCalls(orderId)).toHaveLength(0);

      await sky.sandbox.paypal.approve(orderId);
      expect(await capture(ada, orderId)).toMatchObject({ status: 200, body: { payment: { state: 'completed' } } });
      await expectCreditedOnce(ada, orderId);
    });

    it('credits an approved order whose buyer never came back', async () => {
      const ada = await sky.make.customer();
      const { orderId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);

      await sweep();

      await expectCreditedOnce(ada, orderId);
    });

    it('asks PayPal again when staff say so', async () => {
      const [ada, admin] = [await sky.make.customer(), await sky.make.admin()];
      const { orderId, paymentId } = await ordered(ada);
      await sky.sandbox.paypal.approve(orderId);

      expect((await admin.browser.post(`/api/admin/payments/${paymentId}/check`)).status).toBe(202);
      await sky.runDueJobs('billing.settle-payment');

      await expectCreditedOnce(ada, orderId);
      expect((await admin.browser.post('/api/admin/payments/999999/check')).status).toBe(404);
    });
  });

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
