import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';

/** What moved on one account in the period, seen from the customers: positive is what they received. Micro-units. */
export interface Flow {
  readonly type: string;
  /** The house's account on the other side. */
  readonly account: string;
  readonly transactions: number;
  readonly amount: string;
}

/** A day (UTC) of the period; micro-units. */
export interface MoneyDay {
  readonly day: string;
  readonly earned: string;
  readonly toppedUp: string;
  readonly givenBack: string;
}

/** What the house owes and is owed now; micro-units. */
export interface Standing {
  readonly credit: string;
  readonly customersWithCredit: number;
  readonly debt: string;
  readonly debtors: number;
  readonly paidInAllTime: string;
  readonly taxOwed: string;
  readonly promotionalCost: string;
}

/** How payments of the period ended, by gateway. */
export interface PaymentOutcome {
  readonly gateway: string;
  readonly started: number;
  readonly captured: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly open: number;
  readonly capturedAmount: string;
}

const DAY_MS = 86_400_000;

/** Revenue, liabilities and how payments went; every figure is a sum of ledger lines. Reads and writes nothing. */
@Injectable()
export class RevenueReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The start of a period of whole days (UTC) that ends now. */
  since(days: number): Date {
    const today = new Date(this.clock.now().getTime());
    today.setUTCHours(0, 0, 0, 0);
    return new Date(today.getTime() - (days - 1) * DAY_MS);
  }

  /** What moved since a moment, by type and account of the house. */
  flows(since: Date): Promise<Flow[]> {
    return this.em.fork().execute<Flow[]>(
      `select t.type, a.kind as account, count(distinct t.id)::int as transactions, (-sum(p.amount))::text as amount
       from ledger_transactions t join ledger_postings p on p.transaction_id = t.id join ledger_accounts a on a.id = p.account_id
       where t.occurred_at >= ? and a.kind <> 'customer_credit' group by t.type, a.kind order by t.type, a.kind`,
      [since],
    );
  }

  /** Day by day: what servers earned, what was topped up, what went back to buyers. */
  days(since: Date): Promise<MoneyDay[]> {
    return this.em.fork().execute<MoneyDay[]>(
      `with days as (
         select generate_series(date_trunc('day', ?::timestamptz at time zone 'UTC'), date_trunc('day', ?::timestamptz at time zone 'UTC'), '1 day') as day
       ), sums as (
         select date_trunc('day', t.occurred_at at time zone 'UTC') as day,
           sum(p.amount) filter (where a.kind in ('revenue_usage', 'revenue_setup')) as earned,
           -sum(p.amount) filter (where a.kind in ('paypal_clearing', 'bank_clearing') and p.amount < 0) as topped_up,
           sum(p.amount) filter (where a.kind in ('paypal_clearing', 'bank_clearing') and p.amount > 0) as given_back
         from ledger_transactions t join ledger_postings p on p.transaction_id = t.id join ledger_accounts a on a.id = p.account_id
         where t.occurred_at >= ? group by 1
       )
       select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(earned, 0)::text as earned, coalesce(topped_up, 0)::text as "toppedUp",
         coalesce(given_back, 0)::text as "givenBack"
       from days left join sums using (day) order by day`,
      [since, this.clock.now(), since],
    );
  }

  /** What customers hold and owe now, and what the house's own accounts hold. */
  async standing(): Promise<Standing> {
    const [row] = await this.em.fork().execute<Standing[]>(
      `with house as (
         select a.kind, sum(p.amount) as amount from ledger_accounts a join ledger_postings p on p.account_id = a.id
         where a.kind in ('paypal_clearing', 'bank_clearing', 'tax_payable', 'promotional_credit') group by a.kind
       )
       select coalesce(sum(balance) filter (where balance > 0), 0)::text as credit, count(*) filter (where balance > 0)::int as "customersWithCredit",
         coalesce(-sum(balance) filter (where balance < 0), 0)::text as debt, count(*) filter (where balance < 0)::int as debtors,
         coalesce((select -sum(amount) from house where kind in ('paypal_clearing', 'bank_clearing')), 0)::text as "paidInAllTime",
         coalesce((select sum(amount) from house where kind = 'tax_payable'), 0)::text as "taxOwed",
         coalesce((select -sum(amount) from house where kind = 'promotional_credit'), 0)::text as "promotionalCost"
       from ledger_accounts where kind = 'customer_credit'`,
    );
    if (!row) throw new Error('The ledger could not be summed');
    return row;
  }

  /** How the payments that were started since a moment ended. */
  payments(since: Date): Promise<PaymentOutcome[]> {
    return this.em.fork().execute<PaymentOutcome[]>(
      `select gateway, count(*)::int as started, count(*) filter (where state = 'captured')::int as captured,
         count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'cancelled')::int as cancelled,
         count(*) filter (where state not in ('captured', 'failed', 'cancelled'))::int as open,
         coalesce(sum(captured_amount), 0)::text as "capturedAmount"
       from payments where created_at >= ? group by gateway order by gateway`,
      [since],
    );
  }
}
