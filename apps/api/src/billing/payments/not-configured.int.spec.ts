import { testApp } from '../../testing';

describe('payments without a PayPal account', () => {
  const sky = testApp({ env: { PAYPAL_CLIENT_ID: '', PAYPAL_CLIENT_SECRET: '', PAYPAL_WEBHOOK_ID: '' } });

  it('says that they are not set up, and leaves nothing behind', async () => {
    const ada = await sky.make.customer();

    const topUp = await ada.browser.post('/api/billing/add-credits', { amount: '25.00' });
    const webhook = await sky.browser().post('/api/billing/paypal/webhook', {});

    for (const answer of [topUp, webhook])
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'payments_not_configured' } } });
    expect(await sky.em.execute('select id from payments union all select id from webhook_events')).toEqual([]);
    expect(sky.sandbox.journal.entries({ service: 'paypal' })).toEqual([]);
  });
});
