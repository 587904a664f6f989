import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { tillOf } from '../../testing/till';
import type { PaymentPageDto } from './payment.dto';

describe('payments, when PayPal fails', () => {
  const sky = testApp();
  const { checkout, capture, paymentOf, ordered, sweep, captureCalls, purchasesOf, expectCreditedOnce } = tillOf(sky);

  afterEach(() => sky.sandbox.faults.clear());

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

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
