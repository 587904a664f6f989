import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { tillOf } from '../../testing/till';
import type { OwnedPaymentPageDto } from './owned-payment.dto';
import type { PaymentPageDto } from './payment.dto';

describe('amounts of payments', () => {
  const sky = testApp();
  const { checkout, capture, ordered, sweep, purchasesOf, expectCreditedOnce } = tillOf(sky);

  afterEach(() => sky.sandbox.faults.clear());

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
      lastError: '$24.00 arrived instead of $25.00.',
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

  it('has left books that verify', async () => {
    expect((await sky.app.get(LedgerVerifier).verify()).problem).toBeNull();
  });
});
