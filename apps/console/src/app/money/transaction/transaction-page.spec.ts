import { MatButtonHarness } from '@angular/material/button/testing';

import { downloadReceiptForAdmin, getTransactionForAdmin, type OwnedTransactionDetailDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../../testing/make';
import { openPage } from '../../../testing/open-page';
import { TransactionPage } from './transaction-page';

const transaction = (changes: Partial<OwnedTransactionDetailDto> = {}): OwnedTransactionDetailDto => ({
  ...{ id: 900, type: 'credit_purchase', state: 'completed', description: 'Credit paid by PayPal', amount: '25.00' },
  ...{ currency: 'USD', balanceAfter: '25.00', createdAt: '2026-11-25T12:00:00.000Z', document: 'R-2026-000007' },
  ...{ hasDocument: true, lines: [], reverses: null, reference: 'paypal-capture:3C6' },
  payment: { id: 41, gateway: 'paypal', orderId: '5O1', captureId: '3C6' },
  user: { id: 7, username: 'ada', email: 'ada@example.com' },
  reversedBy: [
    { id: 905, type: 'refund', description: 'Refund by PayPal', amount: '-5.00', createdAt: '2026-11-26T12:00:00.000Z' },
  ],
  tax: { mode: 'exclusive', name: 'VAT', rateBasisPoints: 1900, country: 'DE', net: '25.00', tax: '4.75', gross: '29.75' },
  postings: [
    { line: 1, account: 'customer_credit', amount: '25.00', balanceAfter: '25.00' },
    { line: 2, account: 'paypal_clearing', amount: '-29.75', balanceAfter: null },
    { line: 3, account: 'tax_payable', amount: '4.75', balanceAfter: null },
  ],
  ...changes,
});
const open = (api: FakeApi) => openPage(TransactionPage, api, { route: 'transactions/:id', url: '/transactions/900' });

describe('a transaction', () => {
  it('shows its lines on every account and all that it rests on', async () => {
    const { host, text } = await open(new FakeApi().on(getTransactionForAdmin, () => transaction()));

    const postings = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' ').trim());
    expect(postings).toEqual(['customer credit+$25.00 $25.00', 'paypal clearing\u2212$29.75', 'tax payable+$4.75']);
    expect(text()).toMatch(/capture\s+3C6/);
    expect(text()).toMatch(/\$4\.75 in \$29\.75/);
    expect(host.querySelector('a[href="/transactions/905"]')?.textContent).toContain('Refund 905');
    expect(host.querySelector('a[href="/users/7"]')).not.toBeNull();
  });

  it('downloads its document under its number', async () => {
    URL.createObjectURL = () => 'blob:receipt';
    URL.revokeObjectURL = () => undefined;
    const api = new FakeApi()
      .on(getTransactionForAdmin, () => transaction())
      .on(downloadReceiptForAdmin, () => new Blob(['pdf']));
    const { loader } = await open(api);
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Download R-2026-000007' }))).click();

    expect(api.sentTo(downloadReceiptForAdmin)).toEqual([{ id: 900 }]);
  });

  it('offers to try again when it could not be loaded', async () => {
    const { text } = await open(
      new FakeApi().on(getTransactionForAdmin, () => {
        throw make.refusal(404, 'transaction_not_found');
      }),
    );

    expect(text()).toContain('The transaction could not be loaded');
  });
});
