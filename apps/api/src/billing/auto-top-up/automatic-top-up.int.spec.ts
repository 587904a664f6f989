import { SettingsService } from '@api/settings';
import { type Person, testApp } from '../../testing';
import { type Refusal, tillOf, usd } from '../../testing/till';
import { BillingData } from '../personal-data';
import type { AutomaticTopUpDto } from './automatic-top-up.dto';

const TERMS = { isOn: true, daysAhead: 7, dayCap: '50.00', monthCap: '80.00' };

describe('automatic top-up', () => {
  const sky = testApp({ listen: true });
  const { capture, hear, movementsOf } = tillOf(sky);

  beforeAll(async () => {
    await sky.app.get(SettingsService).set('billing.automaticTopUp', true);
    await sky.make.catalogue();
  });
  afterEach(async () => {
    sky.sandbox.faults.clear();
    await sky.em.execute('update automatic_top_ups set is_on = false');
    await sky.em.execute('update usage_meters set ended_at = now() where ended_at is null');
    await hear();
  });

  const standing = async ({ browser }: Person) => (await browser.get<AutomaticTopUpDto>('/api/billing/automatic-top-up')).body;
  const set = ({ browser }: Person, terms: object) =>
    browser.put<AutomaticTopUpDto & Refusal>('/api/billing/automatic-top-up', terms);
  /** A customer whose way to pay PayPal keeps, with no credit left. */
  const stored = async () => {
    const person = await sky.make.customer();
    const body = { amount: '10.00', storesSource: true };
    const checkout = await person.browser.post<{ orderId: string }>('/api/billing/add-credits', body);
    await sky.sandbox.paypal.approve(checkout.body.orderId);
    await capture(person, checkout.body.orderId);
    await hear();
    await sky.make.credit(person.user.id, -usd('10.00'));
    return person;
  };
  /** Something that costs money, so that credit runs out: a cent an hour. */
  const using = async ({ user }: Person, monthly = '7.30') => {
    const [server] = await sky.em.execute<{ id: number }[]>(
      `insert into servers (user_id, name, state, step, package_id, group_id, template_id, operating_system, price_id, monthly,
         currency, created_at, updated_at)
       select ?, 'web', 'running', 'done', p.package_id, (select min(id) from virtfusion_groups), 1, 'Debian', p.id, ?, 'USD', now(), now()
       from package_prices p order by p.id limit 1 returning id`,
      [user.id, usd(monthly)],
    );
    // Charged far ahead: it counts as what the customer uses, and no hour of it comes in between.
    await sky.em.execute(
      `insert into usage_meters (server_id, user_id, account_id, price_id, monthly, started_at, charged_until, month)
       select ?, ?, a.id, (select min(id) from package_prices), ?, now() + interval '1 year', now() + interval '1 year', current_date
       from ledger_accounts a where a.user_id = ?`,
      [server?.id, user.id, usd(monthly), user.id],
    );
  };
  const run = () => sky.runDueJobs('billing.automatic-top-up', 'billing.settle-payment');
  const sweep = async (hours = 0.1) => {
    await sky.advance(hours);
    await run();
  };
  const bought = async (person: Person) =>
    (await movementsOf(person)).filter(words => words.startsWith('credit_purchase')).slice(1);
  const keptOf = async ({ user }: Person) => {
    const [row] = await sky.em.execute<{ vaultId: string }[]>(
      'select vault_id as "vaultId" from payment_sources where user_id = ? and removed_at is null',
      [user.id],
    );
    return sky.sandbox.paypal.keptSources().find(({ id }) => id === row?.vaultId);
  };

  it('remembers a way to pay only when the customer asked for it, and shows it', async () => {
    const [ada, bob] = [await stored(), await sky.make.customer()];
    const plain = await bob.browser.post<{ orderId: string }>('/api/billing/add-credits', { amount: '10.00' });
    await sky.sandbox.paypal.approve(plain.body.orderId);
    await capture(bob, plain.body.orderId);
    await hear();

    expect(await standing(ada)).toMatchObject({ isOffered: true, source: { label: 'a••@buyer.example' }, terms: null });
    expect(await standing(bob)).toMatchObject({ source: null });
    expect(JSON.stringify(await standing(ada))).not.toContain((await keptOf(ada))?.id);
  });

  it('is off until it is turned on, which needs a stored way to pay and limits that make sense', async () => {
    const [ada, bob] = [await stored(), await sky.make.customer()];
    await using(ada);
    await sweep();
    expect(await bought(ada)).toEqual([]);

    expect(await set(bob, TERMS)).toMatchObject({ status: 422, body: { error: { code: 'no_payment_source' } } });
    for (const [change, field] of [
      [{ dayCap: '4.99' }, 'dayCap'],
      [{ monthCap: '49.99' }, 'monthCap'],
      [{ fixedAmount: '4.99' }, 'fixedAmount'],
    ] as const)
      expect(await set(ada, { ...TERMS, ...change })).toMatchObject({ status: 422, body: { error: { details: [{ field }] } } });
    expect((await set(ada, { ...TERMS, daysAhead: 0 })).status).toBe(400);
  });

  it('buys what keeps the credit up, once, without the buyer', async () => {
    const ada = await stored();
    await using(ada, '73.00');
    expect((await set(ada, TERMS)).status).toBe(200);

    await run();
    await sweep();
    await sweep();

    // 0.10 an hour: seven days ahead and a week more are 33.60.
    expect(await bought(ada)).toEqual(['credit_purchase 3360']);
    expect(await standing(ada)).toMatchObject({ paidToday: '33.60', paidThisMonth: '33.60', isPaying: false, failures: 0 });
  });

  it('never pays more than the caps of a day and of a month', async () => {
    const ada = await stored();
    await using(ada, '730.00');
    await set(ada, { ...TERMS, fixedAmount: '20.00' });
    for (let time = 0; time < 4; time += 1) await sweep();
    expect(await bought(ada)).toEqual(['credit_purchase 2000', 'credit_purchase 2000']);

    await sky.em.execute(`update payments set created_at = date_trunc('month', created_at) where user_id = ?`, [ada.user.id]);
    for (let time = 0; time < 4; time += 1) await sweep();
    expect((await bought(ada)).length).toBeLessThanOrEqual(4);
    expect(usd((await standing(ada)).paidThisMonth) <= usd('80.00')).toBe(true);
  });

  it('has one attempt at a time, and does not take silence for a no', async () => {
    const ada = await stored();
    await using(ada, '73.00');
    sky.sandbox.faults.add({ service: 'paypal', method: 'POST', path: '/v2/checkout/orders', fault: 'drop', after: true });
    await set(ada, TERMS);
    await Promise.all([run(), run()]);
    await sweep();
    expect(await standing(ada)).toMatchObject({ isPaying: true, failures: 0 });
    expect(await bought(ada)).toEqual([]);

    sky.sandbox.faults.clear();
    await sweep(24);
    expect(await bought(ada)).toEqual(['credit_purchase 3360']);
    const [{ n } = { n: 0 }] = await sky.em.execute<{ n: number }[]>(
      'select count(*)::int as n from payments where user_id = ? and source_id is not null',
      [ada.user.id],
    );
    expect(n).toBe(1);
  });

  it('stops after three failures in a row and says so', async () => {
    const ada = await stored();
    await using(ada, '73.00');
    await set(ada, TERMS);
    for (let time = 0; time < 5; time += 1) {
      const kept = await keptOf(ada);
      if (kept) kept.nextCapture = 'INSTRUMENT_DECLINED';
      await sweep(7);
    }

    expect(await standing(ada)).toMatchObject({
      failures: 3,
      terms: { isOn: false, stopReason: 'The last 3 payments failed.' },
    });
    expect(await bought(ada)).toEqual([]);
    await sky.runDueJobs('mail.send');
    expect(sky.sandbox.mail.to(ada.user.email).map(({ subject }) => subject)).toContain('Automatic top-up has stopped');
  });

  it('forgets the way to pay at PayPal and here, and ends with it', async () => {
    const ada = await stored();
    await set(ada, TERMS);
    const kept = await keptOf(ada);

    expect((await ada.browser.delete('/api/billing/payment-source')).status).toBe(204);

    expect(sky.sandbox.paypal.keptSources().some(({ id }) => id === kept?.id)).toBe(false);
    expect(await standing(ada)).toMatchObject({ source: null, terms: { isOn: false } });
    expect((await ada.browser.delete('/api/billing/payment-source')).status).toBe(404);
  });

  it('keeps the way to pay here while PayPal cannot be told', async () => {
    const ada = await stored();
    sky.sandbox.faults.add({ service: 'paypal', method: 'DELETE', path: '/v3/vault/*', fault: 'status', status: 503 });

    expect((await ada.browser.delete('/api/billing/payment-source')).status).toBe(503);
    expect((await standing(ada)).source).not.toBeNull();
  });

  it('hears that the buyer withdrew it at PayPal', async () => {
    const ada = await stored();
    sky.sandbox.paypal.forgetSource((await keptOf(ada))?.id ?? '');
    await hear();

    expect((await standing(ada)).source).toBeNull();
  });

  it('goes with its owner’s account, at PayPal too', async () => {
    const ada = await stored();
    await set(ada, { ...TERMS, isOn: false });
    const kept = await keptOf(ada);

    const data = await sky.app.get(BillingData).collect(ada.user.id);
    expect(JSON.stringify(data)).toContain('a••@buyer.example');
    expect(JSON.stringify(data)).not.toContain(kept?.id);
    await sky.app.get(BillingData).erase(ada.user.id);
    await sky.runDueJobs('billing.forget-source');

    expect(sky.sandbox.paypal.keptSources().some(({ id }) => id === kept?.id)).toBe(false);
    expect(await standing(ada)).toMatchObject({ source: null, terms: null });
  });
});
