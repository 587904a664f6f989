import { UpstreamUnknown } from '@sky/integrations/upstream';
import { type HourlyStats, VirtFusion } from '@sky/integrations/virtfusion';
import { Clock } from '../../platform';
import { SettingsService } from '../../settings';
import { testApp } from '../../testing';
import { LedgerVerifier } from '../ledger/ledger-verifier';
import { Meters } from './meters';
import { UsageBilling } from './usage-billing';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

interface Reading {
  period: string;
  outcome: string;
  answer: string | null;
  hours: number | null;
  value: string | null;
  amount: string;
}

describe('meters', () => {
  const test = testApp();
  let admin: Awaited<ReturnType<typeof test.make.admin>>;
  /** What VirtFusion says next, by month; null is an answer that cannot be read, and nothing at all no answer. */
  let totals: Record<string, { hours: number; tokens: string } | null> = {};

  beforeAll(async () => {
    await test.make.catalogue();
    admin = await test.make.admin();
    await test.app.get(SettingsService).set('billing.meter', 'virtfusion');
    const virtfusion = test.app.get(VirtFusion);
    jest.spyOn(virtfusion, 'within').mockReturnValue(virtfusion);
    jest.spyOn(virtfusion, 'readHourlyStats').mockImplementation((_, day) => {
      const total = totals[day.slice(0, 7)];
      if (total === undefined) {
        const failure = { system: 'VirtFusion', method: 'GET', path: '/selfService', status: null, reason: 'no answer' };
        return Promise.reject(new UpstreamUnknown(failure));
      }
      const answer = JSON.stringify(total ?? { surprise: true });
      return Promise.resolve({ answer, stats: total && statsOf(total) });
    });
  });

  const statsOf = ({ hours, tokens }: { hours: number; tokens: string }): HourlyStats => ({
    ...{ period: '', hours, monthlyTokens: tokens, monthlyValue: null, creditValue: null, creditTokens: null, currency: 'USD' },
  });
  const month = () => test.app.get(Clock).now().toISOString().slice(0, 7);
  /** Moves to an hour after the first of the next month, so that every test has a month of its own. */
  const nextMonth = async () => {
    const now = test.app.get(Clock).now();
    const target = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 1);
    await test.app.get(Clock).setOffset((target - Date.now()) / 3_600_000);
  };
  const readingsOf = (userId: number) =>
    test.em.execute<Reading[]>(
      `select to_char(period, 'YYYY-MM') as period, outcome, answer, hours, value, amount from usage_readings where user_id = ? order by id`,
      [userId],
    );
  const incidentsOf = async (userId: number) => {
    const { body } = await admin.browser.get<{ data: { userId: number; kind: string; closedAt: string | null }[] }>(
      '/api/admin/billing/meter-incidents',
    );
    return body.data
      .filter(row => row.userId === userId)
      .map(({ kind, closedAt }) => [kind, closedAt === null ? 'open' : 'closed']);
  };
  const customer = async () => {
    // Everybody before is left alone: readings are of those who have a meter.
    await test.em.execute('update virtfusion_links set state = $$failed$$ where user_id in (select user_id from usage_meters)');
    const person = await test.make.customer({ credit: '25.00', linked: true });
    await person.browser.post('/api/user/servers', order);
    return person;
  };

  it('charges what VirtFusion counts, once for each total, and keeps every answer word for word', async () => {
    await nextMonth();
    const ada = await customer();
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n);
    totals = { [month()]: { hours: 1, tokens: '1.00' } };
    await test.advance(0);
    totals = { [month()]: { hours: 3, tokens: '3.00' } };
    await test.advance(1);
    await Promise.all([test.app.get(Meters).charge(null), test.app.get(Meters).charge(null)]);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 30_000n);
    expect(await readingsOf(ada.user.id)).toEqual([
      { period: month(), outcome: 'charged', answer: '{"hours":1,"tokens":"1.00"}', hours: 1, value: '10000', amount: '10000' },
      { period: month(), outcome: 'charged', answer: '{"hours":3,"tokens":"3.00"}', hours: 3, value: '30000', amount: '20000' },
    ]);
  });

  it('takes an answer that cannot be read for unknown, never for nothing, and goes on from the last known total', async () => {
    await nextMonth();
    const ada = await customer();
    totals = { [month()]: { hours: 5, tokens: '5.00' } };
    await test.advance(0);
    totals = { [month()]: null };
    await test.advance(1);
    totals = {};
    await test.advance(1);
    expect(await incidentsOf(ada.user.id)).toEqual([['unreadable', 'open']]);
    totals = { [month()]: { hours: 8, tokens: '8.00' } };
    await test.advance(1);
    expect((await readingsOf(ada.user.id)).map(({ outcome, answer }) => [outcome, answer !== null])).toEqual([
      ['charged', true],
      ['unknown', true],
      ['unknown', false],
      ['charged', true],
    ]);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 80_000n);
    expect(await incidentsOf(ada.user.id)).toEqual([['unreadable', 'closed']]);
  });

  it('reads the end of a month before it begins the next one', async () => {
    await nextMonth();
    const ada = await customer();
    const old = month();
    totals = { [old]: { hours: 700, tokens: '700' } };
    await test.advance(0);
    await nextMonth();
    totals = { [month()]: { hours: 1, tokens: '1' } };
    await test.app.get(Meters).charge(null);
    expect((await readingsOf(ada.user.id)).at(-1)).toMatchObject({ period: old, outcome: 'unknown' });
    totals = { [old]: { hours: 720, tokens: '720' }, [month()]: { hours: 2, tokens: '2' } };
    await test.advance(1);
    totals = { [month()]: { hours: 3, tokens: '3' } };
    await test.advance(1);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 7_200_000n - 30_000n);
  });

  it('pays nothing back for a total that falls, and says so', async () => {
    await nextMonth();
    const ada = await customer();
    totals = { [month()]: { hours: 9, tokens: '9' } };
    await test.advance(0);
    totals = { [month()]: { hours: 4, tokens: '4' } };
    await test.advance(1);
    expect(await incidentsOf(ada.user.id)).toEqual([['decreased', 'open']]);
    totals = { [month()]: { hours: 10, tokens: '10' } };
    await test.advance(1);
    expect(await test.make.balanceOf(ada)).toBe(25_000_000n - 100_000n);
    expect(await incidentsOf(ada.user.id)).toEqual([['decreased', 'closed']]);
  });

  it('notices hours that do not move for two hours while a server runs, tells staff once, and notices when they move', async () => {
    await nextMonth();
    const ada = await customer();
    await test.em.execute(
      `update servers set state = 'running', created_at = created_at - interval '3 hours' where user_id = ?`,
      [ada.user.id],
    );
    totals = { [month()]: { hours: 5, tokens: '5' } };
    for (let hour = 0; hour < 5; hour++) await test.advance(1);
    expect(await incidentsOf(ada.user.id)).toEqual([['frozen', 'open']]);
    const told = await test.em.execute<unknown[]>(
      `select 1 from notifications where user_id = ? and kind = 'staff-alerts' and title = 'A meter stands still'`,
      [admin.user.id],
    );
    expect(told).toHaveLength(1);
    totals = { [month()]: { hours: 6, tokens: '6' } };
    await test.advance(1);
    expect(await incidentsOf(ada.user.id)).toEqual([['frozen', 'closed']]);
  });

  it('charges no hour twice when the host changes the meter, in either direction', async () => {
    const settings = test.app.get(SettingsService);
    await nextMonth();
    await settings.set('billing.meter', 'portal');
    const ada = await customer();
    await test.advance(2);
    const paid = 25_000_000n - 30_000n;
    expect(await test.make.balanceOf(ada)).toBe(paid);
    await settings.set('billing.meter', 'virtfusion');
    totals = { [month()]: { hours: 3, tokens: '3' } };
    await test.advance(1);
    expect((await readingsOf(ada.user.id)).map(({ outcome }) => outcome)).toEqual(['baseline']);
    expect(await test.make.balanceOf(ada)).toBe(paid);
    await test.advance(4);
    await settings.set('billing.meter', 'portal');
    await test.advance(1);
    expect(await test.make.balanceOf(ada)).toBe(paid - 10_000n);
  });

  it('notices a portal meter that was not charged for two hours', async () => {
    const settings = test.app.get(SettingsService);
    await settings.set('billing.meter', 'portal');
    const ada = await customer();
    await test.em.execute(`update servers set state = 'running' where user_id = ?`, [ada.user.id]);
    await settings.set('billing.automaticRuns', false);
    await test.advance(4);
    expect(await incidentsOf(ada.user.id)).toEqual([['frozen', 'open']]);
    await test.app.get(UsageBilling).chargeDue();
    await test.advance(0);
    expect(await incidentsOf(ada.user.id)).toEqual([['frozen', 'closed']]);
    expect(await test.app.get(LedgerVerifier).verify()).toMatchObject({ problem: null });
  });
});
