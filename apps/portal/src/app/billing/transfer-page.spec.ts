import { getPayment, getTransferInstructions } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TransferPage } from './transfer-page';

const HOW = {
  ...{ paymentId: 4, reference: 'SKY-4-7K3M9QXA', amount: '23.80', currency: 'USD' },
  bankDetails: 'Northwind Cloud\nIBAN: DE02 1203 0000 0000 2020 51\n\nBIC: BYLADEM1001',
};
const waiting = make.payment({ id: 4, gateway: 'bank_transfer', state: 'pending', detail: 'created', transactionId: null });
const open = (api: FakeApi) => openPage(TransferPage, api, { route: 'billing/transfers/:id', url: '/billing/transfers/4' });

describe('a bank transfer', () => {
  it('shows amount, reference and each line of the account, all to be copied', async () => {
    const { host, text } = await open(new FakeApi().on(getTransferInstructions, () => HOW).on(getPayment, () => waiting));

    for (const words of ['$23.80', 'SKY-4-7K3M9QXA', 'DE02 1203 0000 0000 2020 51', 'BYLADEM1001', 'Northwind Cloud'])
      expect(text()).toContain(words);
    const labels = [...host.querySelectorAll('ui-copy-button button')].map(button => button.getAttribute('aria-label'));
    expect(labels).toEqual(['Copy amount', 'Copy reference', 'Copy line', 'Copy IBAN', 'Copy BIC']);
  });

  it('says when the money has arrived', async () => {
    const arrived = { ...waiting, state: 'completed' as const, credit: '20.00', transactionId: 77 };
    const { text, host } = await open(new FakeApi().on(getTransferInstructions, () => HOW).on(getPayment, () => arrived));

    expect(text()).toContain('$20.00 were added to your credit');
    expect(host.querySelector('a[href="/billing/transactions/77"]')).not.toBeNull();
  });

  it('offers another try when it cannot be loaded', async () => {
    const { text } = await open(
      new FakeApi()
        .on(getPayment, () => waiting)
        .on(getTransferInstructions, () => {
          throw make.refusal(404, 'payment_not_found');
        }),
    );

    expect(text()).toContain('The bank details could not be loaded');
  });
});
