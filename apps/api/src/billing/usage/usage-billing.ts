import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, failpoint } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { BillingRuns, type RunningRun } from '../runs/billing-runs';
import { spansOf } from '../runs/spans';
import { CHARGE_DUE_HOURS, POST_CHARGES } from './due-hours.sql';
import type { UsageMeter } from './usage-meter';

/** Meters in one statement; larger batches hold locks longer and gain nothing. */
const BATCH = 5_000;
/** The job whose periods the schedule takes. */
export const CHARGE_USAGE = 'charge-usage';

interface Prepared {
  hours: number;
  transactionId: string | null;
  accountId: number;
  userId: number;
  total: string;
}

/** The `portal` meter: charges server-hours, each hour of each server exactly once, however many workers run and however late they are. */
@Injectable()
export class UsageBilling implements UsageMeter {
  readonly kind = 'portal';

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: AuditLog,
    private readonly runs: BillingRuns,
  ) {}

  /** Charges every hour that has begun, as a run of its own. Returns the number of server-hours charged by this call. */
  chargeDue(): Promise<number> {
    return this.collect(null);
  }

  async collect(period: Date | null): Promise<number> {
    const upTo = this.clock.now();
    const run = period ? await this.runs.takePeriod(CHARGE_USAGE, period, upTo) : await this.runs.open(CHARGE_USAGE, upTo);
    if (run === null) return 0;
    let charged = 0;
    for (;;) {
      await failpoint('usage.before-charge');
      const hours = await this.em.transactional(() => this.chargeBatch(null, upTo, run));
      await failpoint('usage.after-commit');
      charged += hours;
      if (hours === 0) break;
    }
    await this.runs.finish(run);
    return charged;
  }

  /** Charges the hours that begin up to a moment for a run that somebody planned; part of the surrounding transaction. */
  async chargeUpTo(upTo: Date, run: RunningRun): Promise<number> {
    let charged = 0;
    for (;;) {
      const hours = await this.chargeBatch(null, upTo, run);
      charged += hours;
      if (hours === 0) return charged;
    }
  }

  /** Charges the first hour of a server that was just ordered; part of the surrounding transaction. */
  async chargeFirstHour(serverId: number): Promise<void> {
    await this.chargeBatch(serverId, this.clock.now(), null);
  }

  /** Charges every hour of one server that has begun; part of the surrounding transaction. */
  async chargeServer(serverId: number): Promise<void> {
    while ((await this.chargeBatch(serverId, this.clock.now(), null)) > 0);
  }

  async standBy(): Promise<void> {
    const now = this.clock.now();
    await this.em.execute(
      `update usage_meters set charged_until = charged_until + (floor(extract(epoch from ?::timestamptz - charged_until) / 3600) + 1) * interval '1 hour',
         month = date_trunc('month', ?::timestamptz at time zone 'UTC')::date, month_hours = 0, month_amount = 0
       where charged_until <= ? and (ended_at is null or charged_until < ended_at)`,
      [now, now, now],
    );
  }

  private async chargeBatch(serverId: number | null, upTo: Date, run: RunningRun | null): Promise<number> {
    const revenue = await this.ledger.houseAccount('revenue_usage');
    const prepared = await this.em.execute<Prepared[]>(CHARGE_DUE_HOURS, [upTo, serverId, serverId, BATCH, this.clock.now()]);
    const groups = prepared.filter(group => group.transactionId !== null);
    const hours = prepared[0]?.hours ?? 0;
    if (groups.length > 0) {
      await this.em.execute(POST_CHARGES, [
        revenue,
        array(groups.map(group => group.transactionId)),
        array(groups.map(group => group.accountId)),
        array(groups.map(group => group.total)),
      ]);
      await this.record(serverId, groups);
    }
    if (run !== null && hours > 0)
      await this.runs.add(run, {
        hours,
        customers: groups.length,
        amount: groups.reduce((sum, group) => sum + BigInt(group.total), 0n),
        transactions: idsOf(groups),
      });
    await failpoint('usage.after-charge');
    return hours;
  }

  /** One entry a batch, since one an account would double what charging writes; it names every transaction that it stands for. */
  private record(serverId: number | null, groups: readonly Prepared[]): Promise<void> {
    const total = groups.reduce((sum, group) => sum + BigInt(group.total), 0n);
    return this.audit.record({
      action: 'money.usage-charged',
      userId: groups.length === 1 ? (groups[0]?.userId ?? null) : null,
      ...(serverId !== null && { target: { kind: 'server', id: serverId } }),
      details: {
        transactions: ranges(idsOf(groups)),
        customers: groups.length,
        amount: formatDecimal(total, this.ledger.currency),
      },
    });
  }
}

function idsOf(groups: readonly Prepared[]): bigint[] {
  return groups.map(({ transactionId }) => BigInt(transactionId ?? 0)).sort((one, other) => (one < other ? -1 : 1));
}

/** `7-9,12`. */
function ranges(sorted: readonly bigint[]): string {
  return spansOf(sorted)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}

function array(values: readonly (string | number | null)[]): string {
  return `{${values.join(',')}}`;
}
