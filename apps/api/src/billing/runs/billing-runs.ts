import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import { spansOf } from './spans';

/** A process that says nothing for so long has lost its run to whoever comes next. */
const LEASE = `interval '60 seconds'`;

/** A run that this process carries out; the fence tells it from one that was taken over. */
export interface RunningRun {
  readonly id: number;
  readonly fence: number;
}

/** What one batch of a run charged. */
export interface Batch {
  readonly hours: number;
  readonly customers: number;
  readonly amount: bigint;
  /** Ids of the transactions, in ascending order. */
  readonly transactions: readonly bigint[];
}

/** Thrown into the transaction of a process that lost its run meanwhile, so that nothing of it stays. */
export class RunLost extends Error {
  override readonly name = 'RunLost';
}

/**
 * The record of billing runs. A period of the schedule has one row, which the first process takes; it keeps a lease while it
 * works, and after a crash the next one takes the row over with a higher fence, so that a late write of the first is refused.
 */
@Injectable()
export class BillingRuns {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Takes a period of a scheduled job; null when another process has it or it is done. */
  async takePeriod(job: string, scheduledFor: Date, upTo: Date): Promise<RunningRun | null> {
    const [run] = await this.em.fork().execute<RunningRun[]>(
      `insert into billing_runs (kind, job, scheduled_for, state, up_to, leased_until, created_at)
       values ('schedule', ?, ?, 'running', ?, now() + ${LEASE}, ?)
       on conflict (job, scheduled_for) do update set fence = billing_runs.fence + 1, leased_until = excluded.leased_until
         where billing_runs.state = 'running' and billing_runs.leased_until < now()
       returning id, fence`,
      [job, scheduledFor, upTo, this.clock.now()],
    );
    return run ?? null;
  }

  /** Opens a run outside the schedule; part of the surrounding transaction if there is one. */
  async open(job: string, upTo: Date): Promise<RunningRun> {
    const [run] = await this.em.execute<RunningRun[]>(
      `insert into billing_runs (kind, job, state, up_to, leased_until, created_at) values ('catch-up', ?, 'running', ?, now() + ${LEASE}, ?)
       returning id, fence`,
      [job, upTo, this.clock.now()],
    );
    if (!run) throw new Error('A billing run could not be opened');
    return run;
  }

  /** Writes down a batch in the transaction that charged it; throws when the run is no longer this process's. */
  async add(run: RunningRun, { hours, customers, amount, transactions }: Batch): Promise<void> {
    const rows = await this.em.execute<unknown[]>(
      `update billing_runs set hours = hours + ?, customers = greatest(customers, ?), amount = amount + ?,
         transactions = transactions + ?::int8multirange, leased_until = now() + ${LEASE}
       where id = ? and fence = ? and state = 'running' returning id`,
      [hours, customers, amount, multirange(transactions), run.id, run.fence],
    );
    if (rows.length === 0) throw new RunLost(`Billing run ${run.id} was taken over by another process`);
  }

  /** Ends a run; one that was taken over is left to whoever has it. */
  async finish(run: RunningRun): Promise<void> {
    await this.em.execute(
      `update billing_runs set state = 'applied', applied_at = ?, leased_until = null where id = ? and fence = ? and state = 'running'`,
      [this.clock.now(), run.id, run.fence],
    );
  }

  /** Gives up runs whose process said nothing for long; what they left undone is charged by the runs that followed. */
  async abandonLost(): Promise<void> {
    await this.em.execute(
      `update billing_runs set state = 'abandoned', leased_until = null where state = 'running' and leased_until < now() - interval '10 minutes'`,
    );
  }

  /** Removes the rows of past periods in which nothing was due; they served as locks and tell nothing. */
  async forgetIdle(): Promise<void> {
    await this.em.execute(
      `delete from billing_runs where id in (select id from billing_runs where hours = 0 and kind <> 'staff' and state = 'applied'
         and created_at < ?::timestamptz - interval '7 days' limit 20000)`,
      [this.clock.now()],
    );
  }
}

/** `{[7,9],[12,12]}`. */
function multirange(sorted: readonly bigint[]): string {
  return `{${spansOf(sorted)
    .map(({ first, last }) => `[${first},${last}]`)
    .join(',')}}`;
}
