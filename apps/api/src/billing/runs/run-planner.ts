import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { createHash } from 'node:crypto';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, failpoint, NotFoundError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { DebtLadder, type PlannedStep } from '../debt/debt-ladder';
import { Ledger } from '../ledger/ledger';
import { planDueHours } from '../usage/due-hours.sql';
import { CHARGE_USAGE, UsageBilling } from '../usage/usage-billing';
import { UsageMetering } from '../usage/usage-metering';
import { BillingRuns } from './billing-runs';

const HOUR_MS = 3_600_000;

/** What a run would charge a server; amounts in micro-units. */
export interface PlanLine {
  readonly serverId: number;
  readonly userId: number;
  readonly firstHourAt: Date;
  readonly hours: number;
  readonly amount: string;
}

interface Plan {
  readonly lines: readonly PlanLine[];
  readonly steps: readonly PlannedStep[];
}

/**
 * Plans a run before it is made: what it would charge whom, and which steps against debts would follow. Applying it charges
 * exactly what was planned: the plan is made again under the locks of its meters, and when its hash differs nothing is done.
 */
@Injectable()
export class RunPlanner {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly billing: UsageBilling,
    private readonly metering: UsageMetering,
    private readonly ladder: DebtLadder,
    private readonly runs: BillingRuns,
    private readonly ledger: Ledger,
    private readonly audit: AuditLog,
  ) {}

  /** Plans the run of now, or of so many hours ahead. Nothing is charged. Returns the number of the plan. */
  async preview(hoursAhead: number, staffId: number): Promise<number> {
    if (this.settings.get('billing.meter') !== 'portal')
      throw new ConflictError('meter_elsewhere', 'VirtFusion counts the hours. What it will say cannot be planned here.');
    const upTo = new Date(this.clock.now().getTime() + hoursAhead * HOUR_MS);
    return this.em.transactional(async em => {
      const [run] = await em.execute<{ id: number }[]>(
        `insert into billing_runs (kind, job, state, up_to, plan_hash, created_by_user_id, created_at) values ('staff', ?, 'planned', ?, '', ?, ?) returning id`,
        [CHARGE_USAGE, upTo, staffId, this.clock.now()],
      );
      if (!run) throw new Error('A billing run could not be planned');
      const plan = await this.plan(run.id, upTo, '');
      const { hours, amount, customers } = totalsOf(plan);
      await em.execute('update billing_runs set plan_hash = ?, servers = ?, hours = ?, customers = ?, amount = ? where id = ?', [
        hashOf(plan),
        plan.lines.length,
        hours,
        customers,
        amount,
        run.id,
      ]);
      await this.audit.record({
        action: 'billing-run.planned',
        userId: null,
        target: { kind: 'billing-run', id: run.id },
        details: { upTo: upTo.toISOString(), hours, amount: formatDecimal(amount, this.ledger.currency) },
      });
      return run.id;
    });
  }

  /** Does exactly what was planned, or nothing: 409 with the difference when the world has changed since. */
  async apply(runId: number): Promise<void> {
    await this.em.transactional(async em => {
      const run = await this.take(runId);
      const before = { hours: run.hours, amount: BigInt(run.amount) };
      const plan = await this.replan(runId, run.upTo);
      if (hashOf(plan) !== run.planHash) throw changed(before, totalsOf(plan), this.ledger.currency);
      await em.execute(
        `update billing_runs set state = 'running', hours = 0, customers = 0, amount = 0, leased_until = now() + interval '60 seconds' where id = ?`,
        [runId],
      );
      const running = { id: runId, fence: run.fence };
      await failpoint('run.before-apply');
      await this.billing.chargeUpTo(run.upTo, running);
      for (const { userId } of plan.steps) await this.ladder.climb(userId);
      await this.metering.settleMinimums();
      await this.runs.finish(running);
      await failpoint('run.after-apply');
      await this.audit.record({
        action: 'billing-run.applied',
        userId: null,
        target: { kind: 'billing-run', id: runId },
        details: { hours: before.hours, amount: formatDecimal(before.amount, this.ledger.currency) },
      });
    });
  }

  private async take(runId: number) {
    const [run] = await this.em.execute<
      { kind: string; state: string; upTo: Date; planHash: string; hours: number; amount: string; fence: number }[]
    >(
      `select kind, state, up_to as "upTo", plan_hash as "planHash", hours, amount, fence from billing_runs where id = ? for update`,
      [runId],
    );
    if (run?.kind !== 'staff') throw new NotFoundError('billing_run_not_found', 'There is no such plan.');
    if (run.state !== 'planned') throw new ConflictError('billing_run_closed', 'This plan was applied before.');
    if (run.upTo > this.clock.now())
      throw new ConflictError(
        'billing_run_early',
        `This plan holds from ${run.upTo.toISOString()}. Hours that have not begun are not charged.`,
      );
    return run;
  }

  /** The lines of a run, written down because the steps against debts depend on them. */
  private async plan(runId: number, upTo: Date, lock: '' | 'for update'): Promise<Plan> {
    const lines = await this.em.execute<PlanLine[]>(planDueHours(lock), [upTo, upTo]);
    await this.em.execute(
      `insert into billing_run_lines (run_id, server_id, user_id, first_hour_at, hours, amount)
       select ?, x.server_id, x.user_id, x.first_hour_at, x.hours, x.amount
       from jsonb_to_recordset(?::jsonb) as x(server_id int, user_id int, first_hour_at timestamptz, hours int, amount bigint)`,
      [runId, JSON.stringify(lines.map(recordOf))],
    );
    const steps = await this.ladder.plan(upTo, runId);
    await this.em.execute(
      `insert into billing_run_steps (run_id, user_id, step, balance, servers)
       select ?, x.user_id, x.step, x.balance, x.servers from jsonb_to_recordset(?::jsonb) as x(user_id int, step text, balance bigint, servers int)`,
      [
        runId,
        JSON.stringify(
          steps.map(({ userId, step, balance, servers }) => ({ user_id: userId, step, balance: String(balance), servers })),
        ),
      ],
    );
    return { lines, steps };
  }

  private async replan(runId: number, upTo: Date): Promise<Plan> {
    await this.em.execute('delete from billing_run_lines where run_id = ?', [runId]);
    await this.em.execute('delete from billing_run_steps where run_id = ?', [runId]);
    return this.plan(runId, upTo, 'for update');
  }
}

function recordOf({ serverId, userId, firstHourAt, hours, amount }: PlanLine) {
  return { server_id: serverId, user_id: userId, first_hour_at: firstHourAt.toISOString(), hours, amount };
}

/** What makes two plans the same: who is charged how many hours from when, and what is done about whose debt. */
export function hashOf({ lines, steps }: Plan): string {
  const hash = createHash('sha256');
  for (const { serverId, userId, firstHourAt, hours, amount } of lines)
    hash.update(`charge ${serverId} ${userId} ${firstHourAt.toISOString()} ${hours} ${amount}\n`);
  for (const { userId, step, balance } of steps) hash.update(`${step} ${userId} ${balance}\n`);
  return hash.digest('hex');
}

function totalsOf({ lines }: Plan): { hours: number; amount: bigint; customers: number } {
  return {
    hours: lines.reduce((sum, line) => sum + line.hours, 0),
    amount: lines.reduce((sum, line) => sum + BigInt(line.amount), 0n),
    customers: new Set(lines.map(({ userId }) => userId)).size,
  };
}

function changed(
  before: { hours: number; amount: bigint },
  now: { hours: number; amount: bigint },
  currency: string,
): ConflictError {
  const money = (amount: bigint) => formatDecimal(amount, currency);
  return new ConflictError('plan_changed', 'Something has changed since this was planned. Nothing was charged; plan again.', [
    { field: 'hours', message: `${before.hours} planned, ${now.hours} now` },
    { field: 'amount', message: `${money(before.amount)} planned, ${money(now.amount)} now` },
  ]);
}
