import { MatButtonHarness } from '@angular/material/button/testing';

import {
  checkPayment,
  getPaymentDetail,
  type PaymentDetailDto,
  previewRefund,
  recordPaymentArrival,
  requestRefund,
} from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { PaymentPage } from './payment-page';

const AT = '2026-11-25T12:00:00.000Z';
const ADA = { id: 7, username: 'ada', email: 'ada@analytical.example' };

const payment = (changes: Partial<PaymentDetailDto> = {}): PaymentDetailDto => ({
  ...{ id: 41, gateway: 'paypal', amount: '29.75', credit: '25.00', currency: 'USD', state: 'completed', detail: 'captured' },
  ...{ isAutomatic: false, orderId: 'ORDER-1', approveUrl: null, transactionId: 900, createdAt: AT, updatedAt: AT },
  ...{ user: ADA, captureId: 'CAPTURE-1', refunded: '0.00', lastError: null, nextCheckAt: null },
  ...{ refunds: [], disputes: [], awaitsArrival: false },
  history: [
    { at: AT, kind: 'opened', word: 'paypal', detail: null, amount: '29.75', subjectId: '41' },
    {
      at: AT,
      kind: 'notice',
      word: 'PAYMENT.CAPTURE.COMPLETED',
      detail: 'Payment 41 is captured.',
      amount: null,
      subjectId: '5',
    },
  ],
  ...changes,
});
const effect = {
  currency: 'USD',
  amount: '29.75',
  left: '29.75',
  credit: '25.00',
  tax: '4.75',
  balance: '3.00',
  balanceAfter: '-22.00',
};
const button = (text: string) => MatButtonHarness.with({ text });
const open = (api: FakeApi) => openPage(PaymentPage, api, { route: 'payments/:id', url: '/payments/41' });

describe('a payment', () => {
  it('tells what happened, and leads to the notice that told of it', async () => {
    const { text, host } = await open(new FakeApi().on(getPaymentDetail, () => payment()));

    expect(text()).toContain('Payment begun');
    expect(text()).toContain('Notice: PAYMENT.CAPTURE.COMPLETED');
    expect(text()).toContain('Sandbox, no money moves');
    expect(host.querySelector('a[href="/webhooks/5"]')).not.toBeNull();
  });

  it('says what a refund does before it is asked for, a debt included', async () => {
    const api = new FakeApi()
      .on(getPaymentDetail, () => payment())
      .on(previewRefund, () => effect)
      .on(requestRefund, () => payment().refunds[0] as never);
    const { loader, everywhere, settle, fill } = await open(api);

    await (await loader.getHarness(button('Refund'))).click();
    await settle();
    await fill('refund-amount', '10.00');
    expect(document.body.textContent).toContain('−$22.00, a debt');
    await fill('refund-reason', 'Wrong plan');
    await (await everywhere.getAllHarnesses(button('Refund'))).at(-1)?.click();
    await settle();

    expect(api.sentTo(previewRefund).at(-1)).toEqual({ id: 41, amount: '10.00' });
    expect(api.sentTo(requestRefund)).toEqual([{ id: 41, body: { amount: '10.00', reason: 'Wrong plan' } }]);
  });

  it('does not send a refund without a reason', async () => {
    const api = new FakeApi().on(getPaymentDetail, () => payment()).on(previewRefund, () => effect);
    const { loader, everywhere, settle } = await open(api);

    await (await loader.getHarness(button('Refund'))).click();
    await settle();
    await (await everywhere.getAllHarnesses(button('Refund'))).at(-1)?.click();
    await settle();

    expect(document.body.textContent).toContain('Say why.');
    expect(api.sentTo(requestRefund)).toEqual([]);
  });

  it('offers no refund while the payment is disputed', async () => {
    const dispute: PaymentDetailDto['disputes'][number] = {
      ...{ id: 3, paymentId: 41, gateway: 'paypal', gatewayDisputeId: 'PP-D-1', state: 'open', amount: '29.75', currency: 'USD' },
      ...{ reason: 'UNAUTHORISED', stage: null, gatewayStatus: null, outcome: null, taken: '0.00', restored: '0.00' },
      ...{ respondBy: null, openedAt: AT, updatedAt: AT, closedAt: null, user: ADA },
    };
    const { loader, text } = await open(new FakeApi().on(getPaymentDetail, () => payment({ disputes: [dispute] })));

    expect(text()).toContain('The buyer wants $29.75 back');
    expect(await loader.getHarnessOrNull(button('Refund'))).toBeNull();
  });

  it('records a transfer that arrived, as it arrived', async () => {
    const waiting = payment({
      gateway: 'bank_transfer',
      state: 'pending',
      detail: 'created',
      awaitsArrival: true,
      transactionId: null,
    });
    const api = new FakeApi().on(getPaymentDetail, () => waiting).on(recordPaymentArrival, () => payment());
    const { loader, everywhere, settle, fill } = await open(api);

    await (await loader.getHarness(button('Record arrival'))).click();
    await settle();
    await fill('arrival-amount', '20.00');
    await fill('arrival-day', '2026-11-24');
    await fill('arrival-reference', 'BOOKING-7');
    await (await everywhere.getHarness(button('Record and credit'))).click();
    await settle();

    expect(api.sentTo(recordPaymentArrival)).toEqual([
      { id: 41, body: { amount: '20.00', arrivedOn: '2026-11-24', bankReference: 'BOOKING-7' } },
    ]);
  });

  it('has PayPal asked, and offers another try when it cannot be loaded', async () => {
    const api = new FakeApi().on(getPaymentDetail, () => payment()).on(checkPayment, () => undefined);
    const { loader, settle } = await open(api);
    await (await loader.getHarness(button('Ask PayPal'))).click();
    await settle();
    expect(api.sentTo(checkPayment)).toEqual([{ id: 41 }]);
  });

  it('says that it could not be loaded', async () => {
    const { text } = await open(
      new FakeApi().on(getPaymentDetail, () => {
        throw make.refusal(404, 'payment_not_found');
      }),
    );

    expect(text()).toContain('The payment could not be loaded');
  });
});
