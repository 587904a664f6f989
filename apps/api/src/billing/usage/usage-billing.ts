import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, RunsWhenDue } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { CHARGE_DUE_HOURS, POST_CHARGES } from './due-hours.sql';

/** Meters in one statement; larger batches hold locks longer and gain nothing. */
const BATCH = 5_000;

interface Prepared {
  hours: number;
  transactionId: string | null;
  accountId: number;
  userId: number;
  total: string;
}

/** Charges server-hours: each hour of each server exactly once, however many workers run and however late they are. */
@Injectable()
@RunsWhenDue({ order: 10 })
export class UsageBilling {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  async runDue(): Promise<void> {
    await this.chargeDue();
  }

  /** Charges every hour that has begun. Returns the number of server-hours charged by this call. */
  async chargeDue(): Promise<number> {
    let charged = 0;
    for (;;) {
      const hours = await this.em.transactional(() => this.chargeBatch(null));
      charged += hours;
      if (hours === 0) return charged;
    }
  }

  /** Charges the first hour of a server that was just ordered; part of the surrounding transaction. */
  async chargeFirstHour(serverId: number): Promise<void> {
    await this.chargeBatch(serverId);
  }

  private async chargeBatch(serverId: number | null): Promise<number> {
    const now = this.clock.now();
    const revenue = await this.ledger.houseAccount('revenue_usage');
    const prepared = await this.em.execute<Prepared[]>(CHARGE_DUE_HOURS, [now, serverId, serverId, BATCH, now]);
    const groups = prepared.filter(group => group.transactionId !== null);
    if (groups.length > 0)
      await this.em.execute(POST_CHARGES, [
        revenue,
        array(groups.map(group => group.transactionId)),
        array(groups.map(group => group.accountId)),
        array(groups.map(group => group.total)),
      ]);
    return prepared[0]?.hours ?? 0;
  }
}

function array(values: readonly (string | number | null)[]): string {
  return `{${values.join(',')}}`;
}
