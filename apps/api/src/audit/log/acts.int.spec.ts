import { PriceList } from '../../billing';
import { testApp } from '../../testing';

const ORDER = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

interface Entry {
  action: string;
  actor_kind: string;
  actor_id: number | null;
  user_id: number | null;
  target_id: string | null;
  details: Record<string, unknown>;
}

describe('acts that are recorded', () => {
  const test = testApp({ listen: true });
  const entries = (prefix: string) =>
    test.em.execute<Entry[]>(
      `select action, actor_kind, actor_id, user_id, target_id, details from audit_entries where action like ? || '%' order by id`,
      [prefix],
    );
  /** Ledger transactions that no entry stands for; usage is recorded by the batch, with its numbers. */
  async function unrecorded(): Promise<string[]> {
    const ids = (await test.em.execute<{ id: string }[]>('select id from ledger_transactions order by id')).map(({ id }) => id);
    const recorded = (await entries('money')).flatMap(({ target_id, details, action }) =>
      action === 'money.usage-charged' ? numbersIn(String(details['transactions'])) : [target_id],
    );
    return ids.filter(id => !recorded.includes(id));
  }

  it('cover every movement of money, and every act on a server', async () => {
    await test.make.catalogue();
    const { browser, user } = await test.make.customer({ credit: '25.00', linked: true });
    const { body: checkout } = await browser.post<{ orderId: string; paymentId: number }>('/api/billing/add-credits', {
      amount: '10.00',
    });
    await test.sandbox.paypal.approve(checkout.orderId);
    expect((await browser.post('/api/billing/capture-paypal-payment', { orderId: checkout.orderId })).status).toBe(200);
    const { body: server } = await browser.post<{ id: number }>('/api/user/servers', ORDER);
    await test.until(
      async () => (await browser.get<{ state: string }>(`/api/user/servers/${server.id}`)).body.state === 'running',
      'the server runs',
    );
    await test.advance(3);
    expect((await browser.post(`/api/user/servers/${server.id}/reset-password`)).status).toBeLessThan(300);
    await test.until(
      async () => (await browser.post(`/api/user/servers/${server.id}/power/restart`)).status < 300,
      'the restart is accepted',
    );

    expect(await unrecorded()).toEqual([]);
    expect((await entries('money.credit-purchased'))[0]).toMatchObject({ user_id: user.id, details: { amount: '10.00' } });
    expect(await entries('payment.started')).toEqual([expect.objectContaining({ actor_id: user.id, actor_kind: 'customer' })]);
    const charged = (await entries('money.usage-charged')).map(({ actor_kind }) => actor_kind);
    expect(charged[0]).toBe('customer');
    expect(new Set(charged.slice(1))).toEqual(new Set(['system']));
    const acts = await entries('server');
    expect(acts.map(({ action }) => action).slice(0, 3)).toEqual(['server.ordered', 'server.password-reset', 'server.power']);
    expect(acts.every(({ target_id, user_id }) => target_id === String(server.id) && user_id === user.id)).toBe(true);
    expect(JSON.stringify(acts)).not.toMatch(/expectedPassword|"password":"(?!\[redacted)/);
    expect((await entries('virtfusion.linked')).map(({ user_id }) => user_id)).toEqual([user.id]);
  });

  it('tell a price before and after', async () => {
    await test.app.get(PriceList).set(1, '9.00', null);
    await test.app.get(PriceList).remove(1);

    expect((await entries('price.changed')).slice(-2).map(({ details }) => details)).toEqual([
      expect.objectContaining({ after: { monthly: '9.00 USD' } }),
      { before: { monthly: '9.00 USD' }, after: { monthly: null } },
    ]);
  });

  it('include payment notices that prove nothing', async () => {
    const reply = await test.app.inject({ method: 'POST', url: '/api/billing/paypal/webhook', payload: { id: 'WH-1' } });

    expect(reply.statusCode).toBe(400);
    expect(await entries('payment.webhook-refused')).toEqual([
      expect.objectContaining({ actor_kind: 'guest', details: { reason: expect.any(String) as string } }),
    ]);
  });
});

/** `7-9,12` → 7, 8, 9, 12. */
function numbersIn(text: string): string[] {
  return text.split(',').flatMap(span => {
    const [first = 0, last = first] = span.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, offset) => String(first + offset));
  });
}
