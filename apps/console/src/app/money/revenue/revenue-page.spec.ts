import { getRevenue, type RevenueDto } from '@sky/api-client';
import { FakeApi } from '@sky/api-client/testing';

import { openPage } from '../../../testing/open-page';
import { RevenuePage } from './revenue-page';
import { successRate } from './revenue-words';

const revenue = (changes: Partial<RevenueDto> = {}): RevenueDto => ({
  currency: 'USD',
  from: '2026-10-27T00:00:00.000Z',
  asOf: '2026-11-25T12:00:00.000Z',
  standing: {
    credit: '1204.50',
    customersWithCredit: 41,
    debt: '15.01',
    debtors: 2,
    paidInAllTime: '9120.00',
    taxOwed: '312.10',
    promotionalCost: '60.00',
  },
  flows: [
    { type: 'usage', account: 'revenue_usage', transactions: 900, amount: '-310.02' },
    { type: 'credit_purchase', account: 'paypal_clearing', transactions: 12, amount: '420.00' },
  ],
  days: [{ day: '2026-11-25', earned: '10.40', toppedUp: '20.00', givenBack: '0.00' }],
  payments: [{ gateway: 'paypal', started: 14, captured: 12, failed: 1, cancelled: 1, open: 0, capturedAmount: '420.00' }],
  ...changes,
});

describe('money at a glance', () => {
  it('tells what is owed and leads from each figure to its lines', async () => {
    const { host, text } = await openPage(
      RevenuePage,
      new FakeApi().on(getRevenue, () => revenue()),
      { route: 'money' },
    );
    expect(text()).toContain('$1,204.50');
    expect(text()).toContain('of 2 customers');
    expect(text()).toContain('85.7%');
    const rows = [...host.querySelectorAll('tbody tr')].map(row => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');
    expect(rows.findIndex(row => row.includes('PayPal'))).toBeLessThan(rows.findIndex(row => row.includes('Servers')));
    expect(host.querySelector('a[href="/transactions?type=usage&from=2026-10-27"]')).not.toBeNull();
  });

  it('asks for the period in the address, and for thirty days when it makes no sense', async () => {
    const api = new FakeApi().on(getRevenue, () => revenue());
    await openPage(RevenuePage, api, { route: 'money', url: '/money?days=7' });
    expect(api.sentTo(getRevenue)).toEqual([{ days: 7 }]);
  });

  it('says when no money moved', async () => {
    const { text } = await openPage(
      RevenuePage,
      new FakeApi().on(getRevenue, () => revenue({ flows: [], payments: [] })),
      { route: 'money', url: '/money?days=nonsense' },
    );
    expect(text()).toContain('No money moved in this time');
    expect(text()).toContain('Nobody started a payment in this time');
  });

  it.each([
    [{ captured: 3, failed: 1, cancelled: 0 }, 75],
    [{ captured: 0, failed: 0, cancelled: 0 }, undefined],
    [{ captured: 1, failed: 1, cancelled: 1 }, 33.3],
  ])('counts success among finished payments only: %j', (outcome, expected) => {
    expect(successRate(outcome)).toBe(expected);
  });
});
