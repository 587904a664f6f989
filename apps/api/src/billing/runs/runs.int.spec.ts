import { Clock } from '../../platform';
import { SettingsService } from '../../settings';
import { testApp } from '../../testing';
import { CHARGE_USAGE, UsageBilling } from '../usage/usage-billing';
import { BillingRuns, RunLost } from './billing-runs';

const order = { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' };

interface Run {
  id: number;
  state: string;
  planHash: string;
  servers: number;
  hours: number;
  customers: number;
  amount: string;
  lines: { serverId: number; hours: number; amount: string }[];
  steps: { userId: number; step: string; balance: string }[];
  transactions: { transactionId: string; amount: string }[];
  error?: { code: string; details: { field: string; message: string }[] };
}

describe('billing runs', () => {
  const test = testApp();
  let admin: Awaited<ReturnType<typeof test.make.admin>>;
  beforeAll(async () => {
    await test.make.catalogue();
    admin = await test.make.admin();
    await test.app.get(SettingsService).set('billing.automaticRuns', false);
  });

  const withServer = async (credit: string) => {
    const person = await test.make.customer({ credit, linked: true });
    const { body } = await person.browser.post<{ id: number }>('/api/user/servers', order);
    return { ...person, serverId: body.id };
  };
  const preview = (hoursAhead = 0) => admin.browser.post<Run>('/api/admin/billing/runs/preview', { hoursAhead });
  const apply = (id: number) => admin.browser.post<Run>(`/api/admin/billing/runs/${id}/apply`, {});

  it('shows what it would charge and do, charges nothing, and then does exactly that, once', async () => {
    const ada = await withServer('25.00');
    const poor = await withServer('0.02');
    await test.advance(3);
    const { status, body: plan } = await preview();
    expect(status).toBe(201);
    expect(plan).toMatchObject({ state: 'planned', servers: 2, hours: 6, customers: 2, amount: '0.06' });
    expect(plan.lines.find(({ serverId }) => serverId === ada.serverId)).toMatchObject({ hours: 3, amount: '0.03' });
    expect(plan.steps).toEqual([
      { userId: poor.user.id, username: poor.user.username, step: 'warn', balance: '-0.02', servers: 1 },
    ]);
    expect(await test.make.balanceOf(ada)).toBe(24_990_000n);

    const { status: done, body: applied } = await apply(plan.id);
    expect(done).toBe(200);
    expect(applied).toMatchObject({ state: 'applied', hours: 6, amount: '0.06', planHash: plan.planHash });
    expect(await test.make.balanceOf(ada)).toBe(24_960_000n);
    expect(applied.transactions.map(({ amount }) => amount)).toEqual(Array.from({ length: 6 }, () => '-0.01'));
    const debt = await poor.browser.get<{ state: string; owed: string }>('/api/billing/debt');
    expect(debt.body).toMatchObject({ state: 'warned', owed: '0.02' });

    expect((await apply(plan.id)).body.error?.code).toBe('billing_run_closed');
    expect(await test.make.balanceOf(ada)).toBe(24_960_000n);
  });

  it('does nothing when something has changed since, and says what', async () => {
    const ada = await withServer('25.00');
    await test.advance(1);
    const { body: plan } = await preview();
    await test.em.execute('update usage_meters set ended_at = charged_until where server_id = ?', [ada.serverId]);
    const { status, body } = await apply(plan.id);
    expect([status, body.error?.code]).toEqual([409, 'plan_changed']);
    expect(body.error?.details).toEqual([
      { field: 'hours', message: `${plan.hours} planned, ${plan.hours - 1} now` },
      { field: 'amount', message: expect.stringContaining('planned') },
    ]);
    expect(await test.make.balanceOf(ada)).toBe(24_990_000n);
    const { body: after } = await admin.browser.get<Run>(`/api/admin/billing/runs/${plan.id}`);
    expect(after).toMatchObject({ state: 'planned', hours: plan.hours });
  });

  it('does not charge hours that have not begun', async () => {
    const { body: plan } = await preview(2);
    expect((await apply(plan.id)).body.error?.code).toBe('billing_run_early');
  });

  it.each([[{ hoursAhead: -1 }], [{ hoursAhead: 'x' }], [{ unknown: 1 }]])('refuses %j', async form => {
    const answer = await admin.browser.post<Run>('/api/admin/billing/runs/preview', form);
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'validation_failed']);
  });

  it('finds no run that is not there', async () => {
    expect((await apply(4711)).status).toBe(404);
    expect((await admin.browser.get('/api/admin/billing/runs/4711')).status).toBe(404);
  });

  it('gives a period to one process, and to the next one when that died; the late write of the first is refused', async () => {
    const ada = await withServer('25.00');
    await test.app.get(Clock).advance(2);
    const runs = test.app.get(BillingRuns);
    const period = new Date('2030-01-01T00:00:00Z');
    const first = await runs.takePeriod(CHARGE_USAGE, period, period);
    expect(await runs.takePeriod(CHARGE_USAGE, period, period)).toBeNull();
    await test.em.execute(`update billing_runs set leased_until = now() - interval '1 second' where id = ?`, [first?.id]);
    const second = await runs.takePeriod(CHARGE_USAGE, period, period);
    expect(second).toEqual({ id: first?.id, fence: (first?.fence ?? 0) + 1 });
    const zombie = { id: first?.id ?? 0, fence: first?.fence ?? 0 };
    const billing = test.app.get(UsageBilling);
    const now = test.app.get(Clock).now();
    await expect(test.em.transactional(() => billing.chargeUpTo(now, zombie))).rejects.toBeInstanceOf(RunLost);
    expect(await test.make.balanceOf(ada)).toBe(24_990_000n);
    expect(await runs.takePeriod(CHARGE_USAGE, period, period)).toBeNull();

    await test.em.execute(`update billing_runs set leased_until = now() - interval '1 hour' where id = ?`, [first?.id]);
    await runs.abandonLost();
    expect(await runs.takePeriod(CHARGE_USAGE, period, period)).toBeNull();
    const { body } = await admin.browser.get<Run>(`/api/admin/billing/runs/${first?.id}`);
    expect(body.state).toBe('abandoned');
  });

  it('charges a period of the schedule once, and lists what was charged', async () => {
    const period = new Date('2030-01-02T00:00:00Z');
    const billing = test.app.get(UsageBilling);
    const charged = await Promise.all([billing.collect(period), billing.collect(period), billing.collect(period)]);
    expect(charged.filter(hours => hours > 0)).toHaveLength(1);
    const { body } = await admin.browser.get<{ data: { kind: string; hours: number }[] }>('/api/admin/billing/runs');
    expect(body.data[0]).toMatchObject({ kind: 'schedule', hours: Math.max(...charged) });
  });
});
