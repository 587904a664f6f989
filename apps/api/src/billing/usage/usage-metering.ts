import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import type { PackagePrice } from '../prices/package-price.entity';
import { costOfMonth, shownHourly } from './hour-rule';
import { UsageBilling } from './usage-billing';

/** A server that costs money from now on. */
export interface MeteredServer {
  readonly serverId: number;
  readonly userId: number;
  readonly name: string;
  readonly price: PackagePrice;
}

/**
 * Starts and ends the metering of servers. The `portal` meter counts the hours that a server exists, from the minute it was
 * ordered until it is deleted; a started hour is paid. Every method joins the surrounding transaction.
 */
@Injectable()
export class UsageMetering {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly billing: UsageBilling,
    private readonly settings: SettingsService,
  ) {}

  /** Takes the set-up fee and the first hour and meters the server from now on; refuses when the credit does not reach. */
  async start({ serverId, userId, name, price }: MeteredServer): Promise<void> {
    const hours = BigInt(this.settings.get('servers.hoursOfCreditToOrder'));
    const account = await this.ledger.holdAtLeast(userId, shownHourly(price) * hours + price.setupFee);
    const now = this.clock.now();
    await this.em.execute(
      `insert into usage_meters (server_id, user_id, account_id, price_id, monthly, hourly, minimum_hours, started_at, charged_until, month)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, date_trunc('month', ?::timestamptz at time zone 'UTC')::date)`,
      [serverId, userId, account.id, price.id, price.monthly, price.hourly, price.minimumHours, now, now, now],
    );
    if (price.setupFee > 0n)
      await this.ledger.post({
        reference: `setup:${serverId}`,
        type: 'usage',
        description: `Setting up ${name}`,
        userId,
        amount: -price.setupFee,
        against: 'revenue_setup',
      });
    if (this.settings.get('billing.meter') === 'portal') await this.billing.chargeFirstHour(serverId);
  }

  /** Ends the metering at a moment, past or still to come: hours that begin before it are charged, none after. */
  async endAt(serverId: number, at: Date): Promise<void> {
    await this.em.execute('update usage_meters set ended_at = ? where server_id = ?', [at, serverId]);
  }

  /** Takes an announced end back. */
  async goOn(serverId: number): Promise<void> {
    await this.em.execute('update usage_meters set ended_at = null where server_id = ? and ended_at > ?', [
      serverId,
      this.clock.now(),
    ]);
  }

  /** Refuses when somebody's credit would not reach to order this server at the price it has. */
  async requireCreditFor(serverId: number, userId: number): Promise<void> {
    const [meter] = await this.em.execute<{ monthly: string; hourly: string | null }[]>(
      'select monthly, hourly from usage_meters where server_id = ? and ended_at is null',
      [serverId],
    );
    if (!meter) return;
    const price = { monthly: BigInt(meter.monthly), hourly: meter.hourly === null ? null : BigInt(meter.hourly) };
    await this.ledger.holdAtLeast(userId, shownHourly(price) * BigInt(this.settings.get('servers.hoursOfCreditToOrder')));
  }

  /**
   * Charges what was used until now to the account that had the server, and everything after to another one, whose month begins
   * anew. An hour that has begun is the old account's.
   */
  async handOver(serverId: number, toUserId: number): Promise<void> {
    if (this.settings.get('billing.meter') === 'portal') await this.billing.chargeServer(serverId);
    const account = await this.ledger.hold(toUserId);
    await this.em.execute(
      `update usage_meters set user_id = ?, account_id = ?, month_hours = 0, month_amount = 0, total_hours = 0, total_amount = 0, minimum_hours = 0
       where server_id = ?`,
      [toUserId, account.id, serverId],
    );
  }

  /** Charges nothing from now on, until {@link resume}; hours that have begun are paid. */
  async pause(serverId: number): Promise<void> {
    await this.em.execute(
      'update usage_meters set paused_at = greatest(charged_until, ?) where server_id = ? and paused_at is null',
      [this.clock.now(), serverId],
    );
  }

  /** Meters again from now on; the time between is not charged later. */
  async resume(serverId: number): Promise<void> {
    await this.em.execute(
      'update usage_meters set charged_until = greatest(charged_until, ?), paused_at = null where server_id = ? and paused_at is not null',
      [this.clock.now(), serverId],
    );
  }

  /**
   * Charges what is missing to the smallest number of hours a server was sold with, once its metering has ended and every hour
   * that was used is charged. Returns how many servers were charged.
   */
  async settleMinimums(): Promise<number> {
    const now = this.clock.now();
    const ended = await this.em.execute<EndedMeter[]>(
      `select m.server_id as "serverId", m.user_id as "userId", m.monthly, m.hourly, m.minimum_hours as "minimumHours", m.total_hours as "totalHours", s.name
       from usage_meters m join servers s on s.id = m.server_id
       where m.minimum_hours > 0 and m.minimum_settled_at is null and m.ended_at <= ? and (m.charged_until >= m.ended_at or m.paused_at is not null)
       order by m.server_id limit 500 for update of m skip locked`,
      [now],
    );
    for (const meter of ended) {
      const amount = minimumCharge(meter);
      if (amount > 0n)
        await this.ledger.post({
          reference: `minimum:${meter.serverId}`,
          type: 'usage',
          description: `${meter.name}: the rest of the ${meter.minimumHours} hours it is sold for at least`,
          userId: meter.userId,
          amount: -amount,
          against: 'revenue_usage',
        });
      await this.em.execute('update usage_meters set minimum_settled_at = ? where server_id = ?', [now, meter.serverId]);
    }
    return ended.length;
  }

  /** Ends the metering and gives everything back that was charged, the set-up fee too, once. Returns the amount in micro-units. */
  async refundAll(serverId: number, userId: number, description: string): Promise<bigint> {
    const now = this.clock.now();
    await this.em.execute('update usage_meters set ended_at = ?, minimum_settled_at = ? where server_id = ?', [
      now,
      now,
      serverId,
    ]);
    const [row] = await this.em.execute<{ hours: string; setup: string }[]>(
      `select (select coalesce(sum(amount), 0) from usage_charges where server_id = ?) as hours,
         (select coalesce(-sum(p.amount), 0) from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
          where t.reference = ?) as setup`,
      [serverId, `setup:${serverId}`],
    );
    const lines = [
      { account: 'revenue_usage', amount: -BigInt(row?.hours ?? 0) },
      { account: 'revenue_setup', amount: -BigInt(row?.setup ?? 0) },
    ] as const;
    const total = -lines.reduce((sum, { amount }) => sum + amount, 0n);
    if (total > 0n)
      await this.ledger.post({
        reference: `server-refund:${serverId}`,
        type: 'refund',
        description,
        userId,
        amount: total,
        against: lines.filter(({ amount }) => amount !== 0n),
      });
    return total;
  }
}

interface EndedMeter {
  serverId: number;
  userId: number;
  monthly: string;
  hourly: string | null;
  minimumHours: number;
  totalHours: number;
  name: string;
}

/** What the hours that were sold at least and not used cost: as many hours from the beginning of a month. */
export function minimumCharge({
  monthly,
  hourly,
  minimumHours,
  totalHours,
}: Pick<EndedMeter, 'monthly' | 'hourly' | 'minimumHours' | 'totalHours'>): bigint {
  const missing = Math.max(0, minimumHours - totalHours);
  return costOfMonth({ monthly: BigInt(monthly), hourly: hourly === null ? null : BigInt(hourly) }, missing);
}
