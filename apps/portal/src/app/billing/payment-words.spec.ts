import { make } from '../../testing/make';
import { paymentLook } from './payment-words';

describe(paymentLook, () => {
  it.each([
    ['completed', 'captured', 'Completed', 'nothing'],
    ['pending', 'created', 'Waiting for you', 'pay'],
    ['pending', 'capturing', 'Being confirmed', 'check'],
    ['pending', 'unknown', 'Not known yet', 'check'],
    ['pending', 'declined', 'Declined', 'pay'],
    ['failed', 'declined', 'Declined', 'nothing'],
    ['failed', 'failed', 'Failed', 'nothing'],
    ['cancelled', 'cancelled', 'Cancelled', 'nothing'],
  ] as const)('tells %s, %s as "%s" with %s to do', (state, detail, word, next) => {
    expect(paymentLook(make.payment({ state, detail }))).toMatchObject({ word, next });
  });

  it('sends the customer to the bank details of a transfer that has not arrived', () => {
    expect(paymentLook(make.payment({ state: 'pending', detail: 'created', gateway: 'bank_transfer' }))).toMatchObject({
      word: 'Waiting for your transfer',
      next: 'transfer',
    });
  });
});
