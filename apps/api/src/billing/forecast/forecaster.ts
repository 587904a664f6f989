import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError, RefusedError } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { PriceList } from '../prices/price-list';
import { readAmount } from '../read-amount';
import type { MeterState } from '../usage/hour-rule';
import { endingAt, type Forecast, forecast, meterFromNow } from './forecast';

/** A question about what might be done; nothing is. */
export interface WhatIf {
  /** A decimal string in the store currency. */
  readonly topUp?: string;
  readonly removeServerIds?: readonly number[];
  readonly add?: readonly { readonly packageId: number; readonly locationId?: number; readonly count?: number }[];
}

/** Credit and where it leads, in micro-units. */
export interface Outlook extends Forecast {
  readonly balance: bigint;
}

/** The same, now and after what might be done. */
export interface Comparison {
  readonly currency: string;
  readonly asOf: Date;
  readonly present: Outlook;
  readonly then: Outlook;
}

export interface UserMeter extends MeterState {
  readonly serverId: number;
}

interface MeterRow {
  serverId: number;
  userId: number;
  monthly: string;
  hourly: string | null;
  chargedUntil: Date;
  month: Date;
  monthHours: number;
  endedAt: Date | null;
  nextMonthly: string | null;
  nextHourly: string | null;
  nextAt: Date | null;
}

/** Reads what the forecast needs and asks it. */
@Injectable()
export class Forecaster {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly prices: PriceList,
  ) {}

  /** The meters of these customers that still cost money, by customer. */
  async metersOf(userIds: readonly number[]): Promise<ReadonlyMap<number, UserMeter[]>> {
    const rows = await this.em.execute<MeterRow[]>(
      `select server_id as "serverId", user_id as "userId", monthly, hourly, charged_until as "chargedUntil", month::timestamp at time zone 'UTC' as month,
         month_hours as "monthHours", ended_at as "endedAt", next_monthly as "nextMonthly", next_hourly as "nextHourly", next_at as "nextAt"
       from usage_meters
       where user_id = any(?::int[]) and (ended_at is null or charged_until < ended_at) and paused_at is null order by server_id`,
      [`{${userIds.join(',')}}`],
    );
    return Map.groupBy(rows.map(meterOf), ({ userId }) => userId);
  }

  /** Where a balance of a customer leads. */
  async outlook(userId: number, balance: bigint, asOf: Date): Promise<Outlook> {
    const meters = (await this.metersOf([userId])).get(userId) ?? [];
    return { balance, ...forecast(balance, meters, asOf) };
  }

  /** Compares the present with what a top-up, further servers or fewer would lead to. */
  async compare(userId: number, { topUp, removeServerIds = [], add = [] }: WhatIf): Promise<Comparison> {
    const asOf = this.clock.now();
    const { currency } = this.ledger;
    const meters = (await this.metersOf([userId])).get(userId) ?? [];
    if (removeServerIds.some(id => !meters.some(({ serverId }) => serverId === id)))
      throw new NotFoundError('server_not_found', 'There is no such server.');
    const added: MeterState[] = [];
    let fees = 0n;
    for (const { packageId, locationId, count = 1 } of add) {
      const price = await this.prices.present(packageId, locationId ?? null);
      if (!price)
        throw new RefusedError('package_not_sold', 'This plan is not for sale.', [
          { field: 'add', message: 'names a plan that is not sold' },
        ]);
      fees += price.setupFee * BigInt(count);
      for (let index = 0; index < count; index++) added.push(meterFromNow(price, asOf));
    }
    const balance = await this.balanceOf(userId);
    const after = balance + (topUp === undefined ? 0n : readAmount(topUp, currency, 'topUp')) - fees;
    const kept = meters.map(meter => (removeServerIds.includes(meter.serverId) ? endingAt(meter, asOf) : meter));
    return {
      ...{ currency, asOf },
      present: { balance, ...forecast(balance, meters, asOf) },
      then: { balance: after, ...forecast(after, [...kept, ...added], asOf) },
    };
  }

  private async balanceOf(userId: number): Promise<bigint> {
    const [row] = await this.em.execute<{ balance: string }[]>(
      `select balance from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ?`,
      [userId, this.ledger.currency],
    );
    return BigInt(row?.balance ?? 0);
  }
}

function meterOf(row: MeterRow): UserMeter & { userId: number } {
  const { serverId, userId, chargedUntil, month, monthHours, endedAt, nextAt, nextMonthly, nextHourly } = row;
  const amount = (text: string | null) => (text === null ? null : BigInt(text));
  return {
    ...{ serverId, userId, monthly: BigInt(row.monthly), hourly: amount(row.hourly), chargedUntil, month, monthHours, endedAt },
    next:
      nextAt === null || nextMonthly === null ? null : { at: nextAt, monthly: BigInt(nextMonthly), hourly: amount(nextHourly) },
  };
}
