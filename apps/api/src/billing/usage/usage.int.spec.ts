import { hourCharge } from '@sky/money';
import { LedgerVerifier, UsageBilling } from '../../billing';
import { testApp } from '../../testing';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };
const HOUR = 10_000n;

describe('usage', () => {
  const test = testApp();
  beforeAll(() => test.make.catalogue());

  const withServer = async (credit = '25.00') => {
    const person = await test.make.customer({ credit, linked: true });
    const { body } = await person.browser.post<{ id: number }>('/api/user/servers', order);
    return { ...person, serverId: body.id };
  };

  it('charges exactly as many hours as pass, however often it is asked to', async () => {
    const ada = await withServer();
    await test.advance(5);
    await test.advance(0);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 6n * HOUR);
  });

  it('charges an hour once when several workers find it at the same time', async () => {
    const ada = await withServer();
    const before = await test.make.balanceOf(ada);
    const { Clock } = await import('../../platform');
    await test.app.get(Clock).advance(3);
    await Promise.all([1, 2, 3, 4].map(() => test.app.get(UsageBilling).chargeDue()));
    expect(await test.make.balanceOf(ada)).toBe(before - 3n * HOUR);
    const [row] = await test.em.execute<{ hours: number }[]>(
      'select count(*)::int as hours from usage_charges where server_id = ?',
      [ada.serverId],
    );
    expect(row?.hours).toBe(4);
  });

  it('makes one transaction of the hours that an account owes in one run, with a line for each server', async () => {
    const ada = await withServer();
    for (const name of ['web-2', 'web-3']) await ada.browser.post('/api/user/servers', { ...order, name });
    await test.advance(1);
    const { body } = await ada.browser.get<{ data: { id: number; amount: string }[] }>('/api/transactions?type=usage&limit=1');
    expect(body.data[0]?.amount).toBe('-0.03');
    const one = await ada.browser.get<{ lines: unknown[] }>(`/api/transactions/${body.data[0]?.id}`);
    expect(one.body.lines).toHaveLength(3);
  });

  it('catches up over months, never above the monthly price, with the amounts of the price list', async () => {
    // Nobody else's servers cost anything over the months that pass here.
    await test.em.execute('update usage_meters set ended_at = charged_until where ended_at is null');
    const ada = await withServer('100.00');
    await test.em.execute(
      `update usage_meters set started_at = '2027-01-01T00:00:00Z', charged_until = '2027-01-01T00:00:00Z', month = '2027-01-01', month_hours = 0,
      monthly = 7310000 where server_id = ?`,
      [ada.serverId],
    );
    await test.em.execute(
      'insert into test_clock (id, offset_ms) values (1, ?) on conflict (id) do update set offset_ms = excluded.offset_ms',
      [new Date('2027-03-01T00:00:00Z').getTime() - Date.now() - 1000],
    );
    const { Clock } = await import('../../platform');
    await test.app.get(Clock).synchronise();
    await test.app.get(UsageBilling).chargeDue();
    const months = await test.em.execute<{ month: string; hours: number; total: string }[]>(
      `select to_char(hour_starts_at at time zone 'UTC', 'YYYY-MM') as month, count(*)::int as hours, sum(amount) as total
       from usage_charges where server_id = ? and hour_starts_at >= '2027-01-01' group by 1 order by 1`,
      [ada.serverId],
    );
    expect(months[0]).toEqual({ month: '2027-01', hours: 744, total: '7310000' });
    const february = Array.from({ length: 672 }, (_, index) => hourCharge(7_310_000n, index + 1)).reduce(
      (sum, amount) => sum + amount,
      0n,
    );
    expect(months[1]).toEqual({ month: '2027-02', hours: 672, total: String(february) });
  }, 90_000);

  it('keeps a ledger that verifies, and names the row in which one value was changed', async () => {
    const verifier = test.app.get(LedgerVerifier);
    expect(await verifier.verify()).toMatchObject({ problem: null });

    const em = test.em;
    await em.execute('alter table ledger_postings disable trigger user');
    const [posting] = await em.execute<{ id: string }[]>('select id from ledger_postings order by id offset 7 limit 1');
    await em.execute('update ledger_postings set amount = amount + 1 where id = ?', [posting?.id]);
    const { problem } = await verifier.verify();
    await em.execute('update ledger_postings set amount = amount - 1 where id = ?', [posting?.id]);
    await em.execute('alter table ledger_postings enable trigger user');

    expect(problem).toContain(`posting ${posting?.id}`);
    expect(await verifier.verify()).toMatchObject({ problem: null });
  });

  it.each([
    ['changing a posting', 'update ledger_postings set amount = amount + 1'],
    ['deleting a transaction', 'delete from ledger_transactions'],
    ['emptying the postings', 'truncate ledger_postings cascade'],
    ['setting a balance by hand', 'update ledger_accounts set balance = balance + 1'],
    [
      'a lopsided transaction',
      `insert into ledger_transactions (reference, type, description, currency, occurred_at) values ('x', 'adjustment', 'x', 'USD', now())`,
    ],
    [
      'adding to an old transaction',
      'insert into ledger_postings (transaction_id, line, account_id, amount) select transaction_id, 9, account_id, 5 from ledger_postings limit 1',
    ],
  ])('does not allow %s', async (_, statement) => {
    await expect(test.em.execute(statement)).rejects.toThrow(/ledger:/);
  });
});
