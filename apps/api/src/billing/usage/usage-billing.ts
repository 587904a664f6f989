import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { AuditLog } from '@api/audit';
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
    private readonly audit: AuditLog,
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
    if (groups.length > 0) {
      await this.em.execute(POST_CHARGES, [
        revenue,
        array(groups.map(group => group.transactionId)),
        array(groups.map(group => group.accountId)),
        array(groups.map(group => group.total)),
      ]);
      await this.record(serverId, groups);
    }
    return prepared[0]?.hours ?? 0;
  }

  /** One entry a batch, since one an account would double what charging writes; it names every transaction that it stands for. */
  private record(serverId: number | null, groups: readonly Prepared[]): Promise<void> {
    const ids = groups.map(({ transactionId }) => BigInt(transactionId ?? 0)).sort((one, other) => (one < other ? -1 : 1));
    const total = groups.reduce((sum, group) => sum + BigInt(group.total), 0n);
    return this.audit.record({
      action: 'money.usage-charged',
      userId: groups.length === 1 ? (groups[0]?.userId ?? null) : null,
      ...(serverId !== null && { target: { kind: 'server', id: serverId } }),
      details: {
        transactions: ranges(ids),
        customers: groups.length,
        amount: formatDecimal(total, this.ledger.currency),
      },
    });
  }
}

/** `7-9,12`: the numbers of a batch are mostly in a row. */
function ranges(sorted: readonly bigint[]): string {
  const spans: { first: bigint; last: bigint }[] = [];
  for (const id of sorted) {
    const open = spans.at(-1);
    if (open && open.last + 1n === id) open.last = id;
    else spans.push({ first: id, last: id });
  }
  return spans.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

function array(values: readonly (string | number | null)[]): string {
  return `{${values.join(',')}}`;
}
