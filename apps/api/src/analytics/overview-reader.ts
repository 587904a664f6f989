import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { VirtfusionHealth } from '@api/virtfusion';
import type { OverviewDto } from './overview.dto';

interface Counted {
  customers: number;
  verified: number;
  recent: number;
  by_state: Record<string, number>;
  credit: string;
  debt: string;
  pending: number;
  unknown: number;
  queued: number;
  retrying: number;
  dead: number;
}

interface Day {
  day: string;
  usage: string;
  top_ups: string;
}

const DAYS = 30;

/** Counts the business in two statements; reads other features' tables and writes nothing. */
@Injectable()
export class OverviewReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly health: VirtfusionHealth,
  ) {}

  async read(): Promise<OverviewDto> {
    const asOf = this.clock.now();
    const [counted, days, virtfusion] = await Promise.all([this.count(asOf), this.days(asOf), this.health.read()]);
    const currency = this.settings.get('billing.currency');
    const money = (amount: bigint) => formatDecimal(amount, currency);
    const month = asOf.toISOString().slice(0, 7);
    const inMonth = days.filter(({ day }) => day.startsWith(month));
    const sum = (rows: readonly Day[], key: 'usage' | 'top_ups') => rows.reduce((total, row) => total + BigInt(row[key]), 0n);
    return {
      customers: { total: counted.customers, verified: counted.verified, newLast7Days: counted.recent },
      servers: { total: Object.values(counted.by_state).reduce((total, count) => total + count, 0), byState: counted.by_state },
      money: {
        currency,
        customerCredit: money(BigInt(counted.credit)),
        debt: money(BigInt(counted.debt)),
        usageToday: money(BigInt(days.at(-1)?.usage ?? 0)),
        usageThisMonth: money(sum(inMonth, 'usage')),
        topUpsThisMonth: money(sum(inMonth, 'top_ups')),
      },
      revenueByDay: days
        .slice(-DAYS)
        .map(({ day, usage, top_ups }) => ({ day, usage: money(BigInt(usage)), topUps: money(BigInt(top_ups)) })),
      jobs: { queued: counted.queued, failed: counted.retrying, dead: counted.dead },
      payments: { pending: counted.pending, unknown: counted.unknown },
      virtfusion,
      asOf,
    };
  }

  private async count(asOf: Date): Promise<Counted> {
    const [row] = await this.em.execute<Counted[]>(
      `select
         (select count(*)::int from users where role = 'customer') as customers,
         (select count(*)::int from users where role = 'customer' and email_verified_at is not null) as verified,
         (select count(*)::int from users where role = 'customer' and created_at > ?::timestamptz - interval '7 days') as recent,
         (select coalesce(jsonb_object_agg(state, total), '{}') from (select state, count(*)::int as total from servers where deleted_at is null group by state) s) as by_state,
         (select coalesce(sum(balance) filter (where balance > 0), 0) from ledger_accounts where kind = 'customer_credit') as credit,
         (select coalesce(-sum(balance) filter (where balance < 0), 0) from ledger_accounts where kind = 'customer_credit') as debt,
         (select count(*)::int from payments where state in ('approved', 'capturing', 'pending')) as pending,
         (select count(*)::int from payments where state = 'unknown') as unknown,
         (select count(*)::int from jobs.job where state = 'created') as queued,
         (select count(*)::int from jobs.job where state = 'retry') as retrying,
         (select count(*)::int from jobs.job where state = 'failed') as dead`,
      [asOf],
    );
    if (!row) throw new Error('The overview could not be counted');
    return row;
  }

  /** Revenue by day (UTC) since the start of the month or the last thirty days, whichever is longer. */
  private days(asOf: Date): Promise<Day[]> {
    return this.em.execute<Day[]>(
      `with days as (
         select generate_series(date_trunc('day', ?::timestamptz at time zone 'UTC') - interval '30 days', date_trunc('day', ?::timestamptz at time zone 'UTC'), '1 day') as day
       ), sums as (
         select date_trunc('day', t.occurred_at at time zone 'UTC') as day,
           -sum(p.amount) filter (where t.type = 'usage') as usage,
           sum(p.amount) filter (where t.type = 'credit_purchase') as top_ups
         from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.occurred_at >= (select min(day) from days) at time zone 'UTC' and t.type in ('usage', 'credit_purchase') group by 1
       )
       select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(usage, 0) as usage, coalesce(top_ups, 0) as top_ups
       from days left join sums using (day) order by day`,
      [asOf, asOf],
    );
  }
}
