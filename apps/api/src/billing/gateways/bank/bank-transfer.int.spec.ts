import { SettingsService } from '@api/settings';
import { testApp } from '../../../testing';
import { type Refusal, tillOf, usd } from '../../../testing/till';
import type { PaymentDetailDto } from '../../payments/owned-payment.dto';
import type { CheckoutDto, PaymentOptionsDto, TopUpQuoteDto, TransferInstructionsDto } from '../../payments/payment.dto';

const DETAILS = 'Example Hosting\nIBAN: DE02 1203 0000 0000 2020 51';

describe('payment by bank transfer', () => {
  const sky = testApp();
  const { movementsOf, houseOf } = tillOf(sky);

  const offer = (isOn: boolean) => sky.app.get(SettingsService).set('billing.bankTransferEnabled', isOn);
  beforeAll(async () => {
    await sky.app.get(SettingsService).set('billing.bankDetails', DETAILS);
    await offer(true);
  });

  const begun = async (amount = '25.00') => {
    const person = await sky.make.customer();
    const body = { amount, gateway: 'bank_transfer' };
    const answer = await person.browser.post<CheckoutDto & Refusal>('/api/billing/add-credits', body);
    expect(answer.status).toBe(201);
    return { person, ...answer.body };
  };
  const arrival = async (paymentId: number, change: object = {}) => {
    const admin = await sky.make.admin();
    const body = { amount: '25.00', arrivedOn: '2026-01-15', bankReference: `BOOKING-${paymentId}`, ...change };
    return admin.browser.post<PaymentDetailDto & Refusal>(`/api/admin/payments/${paymentId}/arrival`, body);
  };

  it('is offered only where the host says so and has an account', async () => {
    const { browser } = await sky.make.customer();
    const options = async () => (await browser.get<PaymentOptionsDto>('/api/billing/payment-options')).body;
    expect(await options()).toMatchObject({ isLive: false, options: [{ gateway: 'paypal' }, { gateway: 'bank_transfer' }] });

    await offer(false);
    expect((await options()).options).toEqual([{ gateway: 'paypal', label: 'PayPal' }]);
    const refused = await browser.post('/api/billing/add-credits', { amount: '25.00', gateway: 'bank_transfer' });
    expect(refused.status).toBe(503);
    await offer(true);
    expect((await browser.post('/api/billing/add-credits', { amount: '25.00', gateway: 'cash' })).status).toBe(400);
  });

  it('tells its owner, and nobody else, where to pay and with which reference', async () => {
    const { person, paymentId, orderId, approveUrl } = await begun();
    const other = await sky.make.customer();

    const { body } = await person.browser.get<TransferInstructionsDto>(`/api/billing/payments/${paymentId}/transfer`);

    expect(approveUrl).toBeNull();
    expect(body).toEqual({ paymentId, reference: orderId, amount: '25.00', currency: 'USD', bankDetails: DETAILS });
    expect(orderId).toMatch(/^SKY-\d+-[2-9A-Z]{8}$/);
    expect((await other.browser.get(`/api/billing/payments/${paymentId}/transfer`)).status).toBe(404);
  });

  it('books what arrived on the bank’s account, with its receipt', async () => {
    const { person, paymentId } = await begun();

    const { status, body } = await arrival(paymentId, { amount: '24.00' });

    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'completed', amount: '24.00', captureId: `BOOKING-${paymentId}`, awaitsArrival: false });
    expect(body.history.map(({ kind }) => kind)).toEqual(['opened', 'arrival', 'credited']);
    expect(await movementsOf(person)).toEqual(['credit_purchase 2400']);
    expect(await houseOf(person)).toEqual({ bank_clearing: -2400 });
  });

  it('takes a booking of the bank once, and for one payment', async () => {
    const [one, other] = [await begun(), await begun()];
    await arrival(one.paymentId, { bankReference: 'STATEMENT-1-7' });

    expect((await arrival(one.paymentId, { bankReference: 'STATEMENT-1-7' })).status).toBe(200);
    const second = await arrival(one.paymentId, { bankReference: 'STATEMENT-1-8' });
    expect(second).toMatchObject({ status: 409, body: { error: { code: 'arrival_recorded' } } });
    const stolen = await arrival(other.paymentId, { bankReference: 'STATEMENT-1-7' });
    expect(stolen).toMatchObject({ status: 409, body: { error: { code: 'bank_reference_used' } } });
    expect(await movementsOf(one.person)).toEqual(['credit_purchase 2500']);
    expect(await movementsOf(other.person)).toEqual([]);
  });

  it('credits once when two people record the same booking at the same time', async () => {
    const { person, paymentId } = await begun();

    await Promise.all([arrival(paymentId), arrival(paymentId), arrival(paymentId)]);

    expect(await movementsOf(person)).toEqual(['credit_purchase 2500']);
  });

  it('credits a recorded arrival although the process died before it did', async () => {
    const { person, paymentId } = await begun();
    await sky.em.execute(
      `insert into bank_arrivals (payment_id, bank_reference, amount, currency, arrived_on, recorded_at)
       values (?, 'DIED', 25000000, 'USD', '2026-01-15', now())`,
      [paymentId],
    );

    await sky.advance(1);
    await sky.runDueJobs('billing.settle-payment');

    expect(await sky.make.balanceOf(person)).toBe(usd('25.00'));
  });

  it.each([
    [{ amount: '0.00' }, 422, 'amount'],
    [{ amount: '25.001' }, 422, 'amount'],
    [{ arrivedOn: '2999-01-01' }, 400, 'arrivedOn'],
    [{ arrivedOn: '2099-01-01' }, 422, 'arrivedOn'],
    [{ arrivedOn: '2026-13-01' }, 400, 'arrivedOn'],
    [{ bankReference: '' }, 400, 'bankReference'],
  ])('refuses %j', async (change, status, field) => {
    const { paymentId } = await begun();

    expect(await arrival(paymentId, change)).toMatchObject({ status, body: { error: { details: [{ field }] } } });
  });

  it('records arrivals of transfers only, by people who may move money', async () => {
    const ada = await sky.make.customer();
    const { body } = await ada.browser.post<CheckoutDto>('/api/billing/add-credits', { amount: '25.00' });

    expect(await arrival(body.paymentId)).toMatchObject({ status: 422, body: { error: { code: 'not_a_transfer' } } });
    expect((await arrival(999_999)).status).toBe(404);
    expect((await ada.browser.post(`/api/admin/payments/${body.paymentId}/arrival`, {})).status).toBe(403);
  });

  it('tells what a credit costs before anybody pays', async () => {
    const { browser } = await sky.make.customer();
    const quote = (amount: string) => browser.get<TopUpQuoteDto & Refusal>(`/api/billing/quote?amount=${amount}`);

    expect((await quote('25.00')).body).toMatchObject({ credit: '25.00', total: '25.00', tax: '0.00', taxName: null });
    expect((await quote('1.00')).status).toBe(422);
    expect((await quote('much')).status).toBe(400);
  });
});
