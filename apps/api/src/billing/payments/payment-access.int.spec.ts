import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { tillOf } from '../../testing/till';
import { CheckoutService } from './checkout.service';

describe('payments, who and how often', () => {
  const sky = testApp();
  const { checkout, capture, paymentOf, ordered, sweep, captureCalls, expectCreditedOnce } = tillOf(sky);

  afterEach(() => sky.sandbox.faults.clear());

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

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
