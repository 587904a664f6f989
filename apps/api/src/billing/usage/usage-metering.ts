import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { hourlyPrice } from '@sky/money';
import { Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { Ledger } from '../ledger/ledger';
import type { PackagePrice } from '../prices/package-price.entity';
import { UsageBilling } from './usage-billing';

/** A server that costs money from now on. */
export interface MeteredServer {
  readonly serverId: number;
  readonly userId: number;
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

  /** Takes the first hour and meters the server from now on; refuses when the credit does not reach. */
  async start({ serverId, userId, price }: MeteredServer): Promise<void> {
    const hours = BigInt(this.settings.get('servers.hoursOfCreditToOrder'));
    const account = await this.ledger.holdAtLeast(userId, hourlyPrice(price.monthly) * hours);
    const now = this.clock.now();
    await this.em.execute(
      `insert into usage_meters (server_id, user_id, account_id, price_id, monthly, started_at, charged_until, month)
       values (?, ?, ?, ?, ?, ?, ?, date_trunc('month', ?::timestamptz at time zone 'UTC')::date)`,
      [serverId, userId, account.id, price.id, price.monthly, now, now, now],
    );
    await this.billing.chargeFirstHour(serverId);
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

  /** Ends the metering and gives everything back that was charged, once. Returns the amount in micro-units. */
  async refundAll(serverId: number, userId: number, description: string): Promise<bigint> {
    await this.endAt(serverId, this.clock.now());
    const [row] = await this.em.execute<{ total: string }[]>(
      'select coalesce(sum(amount), 0) as total from usage_charges where server_id = ?',
      [serverId],
    );
    const total = BigInt(row?.total ?? 0);
    if (total > 0n)
      await this.ledger.post({
        reference: `server-refund:${serverId}`,
        type: 'refund',
        description,
        userId,
        amount: total,
        against: 'revenue_usage',
      });
    return total;
  }
}
