import { UsageBilling } from '../../billing';
import { Clock } from '../../platform';
import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { planDueHours } from './due-hours.sql';
import { oracleCharges } from './usage-oracle';

const HOUR_MS = 3_600_000;
const DEARER = { monthly: 9_990_000n, hourly: null };

/** Two simulated years, one meter a month: each begins at the month's first minutes and ends one hour into the next month. */
const MONTHS = Array.from({ length: 24 }, (_, index) => ({
  startedAt: new Date(Date.UTC(2027, index, 1, 0, index * 2)),
  endedAt: new Date(Date.UTC(2027, index + 1, 1, 1, index * 2)),
  price: { monthly: 7_310_000n + BigInt(index) * 1_234_567n, hourly: index % 5 === 4 ? 11_111n : null },
}));

describe('two years of hours', () => {
  const test = testApp();
  const servers: number[] = [];

  beforeAll(async () => {
    await test.make.catalogue();
    const ada = await test.make.customer({ credit: '5000.00', linked: true });
    for (const [index, { startedAt, endedAt, price }] of MONTHS.entries()) {
      const { body } = await ada.browser.post<{ id: number }>('/api/user/servers', {
        ...{ packageId: 1, locationId: 1, templateId: 1, name: `m-${index}` },
      });
      servers.push(body.id);
      await test.em.execute(
        `update usage_meters set charged_until = ?, started_at = ?, ended_at = ?, month = ?, month_hours = 0, month_amount = 0, monthly = ?, hourly = ? where server_id = ?`,
        [startedAt, startedAt, endedAt, startedAt, price.monthly, price.hourly, body.id],
      );
    }
    // In every sixth month a new price is announced for its tenth day.
    await test.em.execute(
      `update usage_meters set next_at = started_at + interval '9 days', next_price_id = price_id, next_monthly = ?
       where server_id = any(?::int[])`,
      [DEARER.monthly, `{${servers.filter((_, index) => index % 6 === 5).join(',')}}`],
    );
  });

  const expected = (index: number): [string, string][] => {
    const { startedAt, endedAt, price } = MONTHS[index] ?? raise();
    const change = index % 6 === 5 ? { ...DEARER, at: new Date(startedAt.getTime() + 9 * 24 * HOUR_MS) } : undefined;
    return oracleCharges(price, startedAt, new Date(endedAt.getTime() - 1), change).map(([at, amount]) => [
      at.toISOString(),
      String(amount),
    ]);
  };

  it('are planned in one statement as the oracle plans them', async () => {
    const until = new Date('2029-02-01T00:00:00Z');
    const lines = await test.em.execute<{ serverId: number; hours: number; amount: string }[]>(planDueHours(''), [until, until]);
    for (const [index, serverId] of servers.entries()) {
      const line = lines.find(candidate => candidate.serverId === serverId);
      const charges = expected(index);
      expect(line).toMatchObject({
        hours: charges.length,
        amount: String(charges.reduce((sum, [, amount]) => sum + BigInt(amount), 0n)),
      });
    }
  });

  it('are charged hour by hour as the oracle charges them, by late runs and repeated ones', async () => {
    const clock = test.app.get(Clock);
    const billing = test.app.get(UsageBilling);
    for (const until of ['2027-03-28T03:00:00Z', '2027-10-31T02:00:00Z', '2028-02-29T12:00:00Z', '2029-02-01T00:00:00Z']) {
      await clock.setOffset((new Date(until).getTime() - Date.now()) / HOUR_MS);
      await Promise.all([billing.chargeDue(), billing.chargeDue()]);
      await billing.chargeDue();
    }
    for (const [index, serverId] of servers.entries()) {
      const charges = await test.em.execute<{ at: Date; amount: string }[]>(
        `select hour_starts_at as at, amount from usage_charges where server_id = ? and hour_starts_at >= '2027-01-01' order by 1`,
        [serverId],
      );
      expect(charges.map(({ at, amount }) => [at.toISOString(), amount])).toEqual(expected(index));
    }
    expect(await test.app.get(LedgerVerifier).verify()).toMatchObject({ problem: null });
  }, 180_000);

  it('are not charged again when the clock goes back', async () => {
    const count = async () => (await test.em.execute<{ n: number }[]>('select count(*)::int as n from usage_charges'))[0]?.n;
    const before = await count();
    await test.app.get(Clock).setOffset((Date.parse('2028-06-01T00:00:00Z') - Date.now()) / HOUR_MS);
    expect(await test.app.get(UsageBilling).chargeDue()).toBe(0);
    expect(await count()).toBe(before);
  });

  it('keeps on the meter what the charges add up to, so that no page has to', async () => {
    const rows = await test.em.execute<{ serverId: number }[]>(
      `select m.server_id as "serverId" from usage_meters m where (m.total_hours, m.total_amount) is distinct from
         (select (count(*)::int, coalesce(sum(c.amount), 0)::bigint) from usage_charges c where c.server_id = m.server_id and c.hour_starts_at >= '2026-01-01')`,
    );
    expect(rows).toEqual([]);
  });
});

function raise(): never {
  throw new Error('There is no such month');
}
