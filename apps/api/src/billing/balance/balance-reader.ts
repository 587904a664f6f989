import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import { Forecaster } from '../forecast/forecaster';
import { Ledger } from '../ledger/ledger';

const HOUR_MS = 3_600_000;
const RUNWAY_DAYS = 14;

/** Credit and how it is being used, in micro-units. */
export interface Balance {
  readonly balance: bigint;
  readonly currency: string;
  /** What all metered servers cost together for an hour. */
  readonly hourlyRate: bigint;
  /** When a charge comes that the credit does not cover; null while nothing is used or it lasts for ten years. */
  readonly runsOutAt: Date | null;
  readonly monthToDate: bigint;
  /** What the month will have cost when it ends, if nothing changes but what is announced. */
  readonly monthEstimate: bigint;
  readonly asOf: Date;
}

export interface BalancePoint {
  readonly at: Date;
  readonly balance: bigint;
}

/** The last days of credit and where it leads: what the runway chart draws. */
export interface Runway {
  readonly currency: string;
  readonly points: readonly BalancePoint[];
  readonly topUps: readonly { readonly at: Date; readonly amount: bigint }[];
  readonly projection: { readonly from: BalancePoint; readonly to: BalancePoint } | null;
}

/** Reads a customer's credit from the ledger; never from anywhere else, and never zero because of an error. */
@Injectable()
export class BalanceReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly forecaster: Forecaster,
  ) {}

  async of(userId: number): Promise<Balance> {
    const asOf = this.clock.now();
    const [row] = await this.em.execute<{ balance: string; month: string }[]>(
      `select
         coalesce((select balance from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ?), 0) as balance,
         coalesce((select -sum((select p.amount from ledger_postings p where p.transaction_id = t.id and p.line = 1)) from ledger_transactions t
           where t.user_id = ? and t.type = 'usage' and t.occurred_at >= date_trunc('month', ?::timestamptz at time zone 'UTC') at time zone 'UTC'), 0) as month`,
      [userId, this.ledger.currency, userId, asOf],
    );
    const balance = BigInt(row?.balance ?? 0);
    const monthToDate = BigInt(row?.month ?? 0);
    const { hourlyRate, runsOutAt, restOfMonth } = await this.forecaster.outlook(userId, balance, asOf);
    const { currency } = this.ledger;
    return { balance, currency, hourlyRate, runsOutAt, monthToDate, monthEstimate: monthToDate + restOfMonth, asOf };
  }

  async runway(userId: number): Promise<Runway> {
    const { balance, currency, runsOutAt, asOf } = await this.of(userId);
    const since = new Date(asOf.getTime() - RUNWAY_DAYS * 24 * HOUR_MS);
    const postings = await this.em.execute<{ at: Date; amount: string; balance: string; type: string; isLastOfStep: boolean }[]>(
      `select t.occurred_at as at, p.amount, p.balance_after as balance, t.type,
         coalesce(lead(t.type) over w <> 'usage' or t.type <> 'usage' or date_trunc('hour', t.occurred_at) <> date_trunc('hour', lead(t.occurred_at) over w)
           and extract(hour from lead(t.occurred_at) over w)::int % 6 = 0, true) as "isLastOfStep"
       from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
       where p.account_id = (select id from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ?) and t.occurred_at >= ?
       window w as (order by p.id) order by p.id`,
      [userId, currency, since],
    );
    const opening = postings[0] ? BigInt(postings[0].balance) - BigInt(postings[0].amount) : balance;
    const steps = postings
      .filter(({ isLastOfStep }) => isLastOfStep)
      .map(({ at, balance: after }) => ({ at, balance: BigInt(after) }));
    const today = { at: asOf, balance };
    return {
      currency,
      points: [{ at: since, balance: opening }, ...steps, today],
      topUps: postings.filter(({ type }) => type === 'credit_purchase').map(({ at, amount }) => ({ at, amount: BigInt(amount) })),
      projection: runsOutAt && balance > 0n ? { from: today, to: { at: runsOutAt, balance: 0n } } : null,
    };
  }
}
