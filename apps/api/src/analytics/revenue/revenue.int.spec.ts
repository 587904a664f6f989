import { testApp } from '../../testing';
import type { RevenueDto } from './revenue.dto';

describe('revenue', () => {
  const sky = testApp();

  it('is the sum of the ledger’s lines, by day, kind and gateway', async () => {
    const admin = await sky.make.admin();
    await sky.make.catalogue();
    const ada = await sky.make.customer({ linked: true });
    const { body: checkout } = await ada.browser.post<{ orderId: string }>('/api/billing/add-credits', { amount: '25.00' });
    await sky.sandbox.paypal.approve(checkout.orderId);
    await ada.browser.post('/api/billing/capture-paypal-payment', { orderId: checkout.orderId });
    await ada.browser.post('/api/user/servers', { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' });
    await ada.browser.post('/api/billing/add-credits', { amount: '5.00' });
    await admin.browser.post('/api/admin/adjustments', {
      userId: ada.user.id,
      amount: '40.00',
      direction: 'take',
      reason: 'A test',
    });

    const { status, body } = await admin.browser.get<RevenueDto>('/api/admin/analytics/revenue?days=7');

    expect(status).toBe(200);
    expect(body.standing).toEqual({
      credit: '0.00',
      customersWithCredit: 0,
      debt: '15.01',
      debtors: 1,
      paidInAllTime: '25.00',
      taxOwed: '0.00',
      promotionalCost: '0.00',
    });
    expect(body.flows).toEqual([
      { type: 'adjustment', account: 'adjustments', transactions: 1, amount: '-40.00' },
      { type: 'credit_purchase', account: 'paypal_clearing', transactions: 1, amount: '25.00' },
      { type: 'usage', account: 'revenue_usage', transactions: 1, amount: '-0.01' },
    ]);
    expect(body.days).toHaveLength(7);
    expect(body.days.at(-1)).toMatchObject({ earned: '0.01', toppedUp: '25.00', givenBack: '0.00' });
    expect(body.payments).toEqual([
      { gateway: 'paypal', started: 2, captured: 1, failed: 0, cancelled: 0, open: 1, capturedAmount: '25.00' },
    ]);
  });

  it('is nobody’s business but staff’s', async () => {
    const ada = await sky.make.customer();
    expect((await ada.browser.get('/api/admin/analytics/revenue')).status).toBe(403);
  });
});
