import { listTransactions } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { make } from '../../testing/make';
import { openPage } from '../../testing/open-page';
import { TransactionsPanel } from './transactions-panel';

const open = (api: FakeApi, query = '') => openPage(TransactionsPanel, api, { route: 'billing', url: `/billing${query}` });

describe('the ledger', () => {
  it('shows signed amounts and the balance after each', async () => {
    const topUp = make.transaction({ id: 899, type: 'credit_purchase', amount: '20.00', balanceAfter: '20.07' });
    const { host } = await open(new FakeApi().on(listTransactions, () => make.page(make.transaction(), topUp)));

    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' '));
    expect(rows[0]).toMatch(/Usage.*\u2212\$1\.65.*\$18\.42/);
    expect(rows[1]).toMatch(/Top-up.*\+\$20\.00.*\$20\.07/);
  });

  it('asks for whole days of a range, and drops nonsense from the address', async () => {
    const api = new FakeApi().on(listTransactions, () => make.page());

    await open(api, '?type=usage&from=2026-11-01&to=yesterday');

    expect(api.sentTo(listTransactions)).toEqual([{ page: 1, limit: 20, type: 'usage', from: '2026-11-01T00:00:00.000Z' }]);
  });

  it('tells an empty ledger from filters that match nothing', async () => {
    expect((await open(new FakeApi().on(listTransactions, () => make.page()))).text()).toContain('No money has moved yet');
  });

  it('says that nothing matches the filters', async () => {
    const { text } = await open(
      new FakeApi().on(listTransactions, () => make.page()),
      '?type=refund',
    );

    expect(text()).toContain('No transaction matches');
  });
});
