import { MatButtonHarness } from '@angular/material/button/testing';

import { exportAllTransactions$Csv, listAllTransactions, type OwnedTransactionDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TransactionsPage } from './transactions-page';

const row: OwnedTransactionDto = {
  ...{ id: 900, type: 'credit_purchase', state: 'completed', description: 'Credit paid by PayPal', amount: '25.00' },
  ...{ currency: 'USD', balanceAfter: '25.00', createdAt: '2026-11-25T12:00:00.000Z', document: 'R-2026-000007' },
  ...{ hasDocument: true, lines: [], reference: 'paypal-capture:3C6', payment: null },
  user: { id: 7, username: 'ada', email: 'ada@example.com' },
};
const open = (api: FakeApi, query = '') =>
  openPage(TransactionsPage, api, { route: 'transactions', url: `/transactions${query}` });

describe('the transactions of everybody', () => {
  it('are searched by what the address says, and lead to the entry', async () => {
    const api = new FakeApi().on(listAllTransactions, () => make.page(row));
    const { host } = await open(api, '?search=5O1&amountFrom=25.00&amountTo=nonsense&type=credit_purchase');

    expect(api.sentTo(listAllTransactions)).toEqual([
      { page: 1, limit: 20, search: '5O1', type: 'credit_purchase', amountFrom: '25.00' },
    ]);
    expect(host.querySelector('a[href="/transactions/900"]')?.textContent).toContain('Top-up');
  });

  it('are exported as they are filtered', async () => {
    URL.createObjectURL = () => 'blob:export';
    URL.revokeObjectURL = () => undefined;
    const api = new FakeApi()
      .on(listAllTransactions, () => make.page(row))
      .on(exportAllTransactions$Csv, () => new Blob(['csv']));
    const { loader } = await open(api, '?type=refund');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Export CSV' }))).click();

    expect(api.sentTo(exportAllTransactions$Csv)).toEqual([{ type: 'refund', format: 'csv' }]);
  });

  it('say that counting stopped, instead of a number that is not true', async () => {
    const page = { ...make.page(row), pagination: { currentPage: 1, totalPages: 500, totalItems: 10_000, itemsPerPage: 20 } };
    expect((await open(new FakeApi().on(listAllTransactions, () => page))).text()).toContain('10,000 or more');
  });
});
