import { HttpErrorResponse } from '@angular/common/http';

import { capturePaypalPayment, getPaymentByOrder, type PaymentDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { PaymentReturnPage } from './payment-return-page';

const captured = (payment: PaymentDto) =>
  new FakeApi()
    .on(capturePaypalPayment, () => ({ transaction: null, balance: '38.42', currency: 'USD', payment }))
    .on(getPaymentByOrder, () => payment);
const refused = (error: HttpErrorResponse) =>
  new FakeApi()
    .on(capturePaypalPayment, () => {
      throw error;
    })
    .on(getPaymentByOrder, () => make.payment({ state: 'pending', detail: 'unknown', transactionId: null }));
const open = (api: FakeApi, query = '?token=ORDER-1') =>
  openPage(PaymentReturnPage, api, { route: 'billing/paypal/return', url: `/billing/paypal/return${query}` });

describe('coming back from PayPal', () => {
  it('has the payment captured and tells what was added', async () => {
    const api = captured(make.payment());
    const { text } = await open(api);

    expect(api.sentTo(capturePaypalPayment)).toEqual([{ body: { orderId: 'ORDER-1' } }]);
    expect(text()).toContain('The payment is complete');
    expect(text()).toContain('$20.00 of credit was added');
  });

  it('never calls an unknown outcome failed or complete', async () => {
    const { text } = await open(captured(make.payment({ state: 'pending', detail: 'unknown', transactionId: null })));

    expect(text()).toContain('not settled yet');
    expect(text()).toContain('We keep asking');
    expect(text()).not.toContain('complete');
  });

  it('offers another way to pay after a decline', async () => {
    const error = make.refusal(422, 'payment_declined', [{ field: 'approveUrl', message: 'https://paypal.example/checkout' }]);

    const { host, text } = await open(refused(error));

    expect(text()).toContain('PayPal declined the payment');
    expect(host.querySelector('a[href="https://paypal.example/checkout"]')).not.toBeNull();
  });

  it('promises nothing when the panel itself does not answer', async () => {
    const { text } = await open(refused(new HttpErrorResponse({ status: 0 })));

    expect(text()).toContain('How the payment ended is not known yet');
    expect(text()).toContain('nothing is charged twice');
  });

  it.each(['captured', 'failed'] as const)('follows the payment once it is settled as %s', async detail => {
    const settled = make.payment({ state: detail === 'captured' ? 'completed' : 'failed', detail, transactionId: null });
    const api = captured(make.payment({ state: 'pending', detail: 'capturing' })).on(getPaymentByOrder, () => settled);
    const { text, settle } = await open(api);
    expect(text()).toContain('not settled yet');

    await new Promise(done => setTimeout(done, 3_200));
    await settle();

    expect(text()).toContain(detail === 'captured' ? 'The payment is complete' : 'could not be completed');
  });

  it('says that an address without an order names no payment', async () => {
    const { text } = await open(new FakeApi(), '');

    expect(text()).toContain('does not name a payment');
  });
});
