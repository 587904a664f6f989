import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Ledger } from '../ledger/ledger';
import { type CreditEvent, remainingOf } from './spent-first';

/** One redemption whose credit was granted. */
export interface GrantedRedemption {
  readonly id: number;
  readonly userId: number;
  readonly code: string;
  readonly granted: bigint;
  readonly withdrawn: bigint;
  readonly expiresAt: Date | null;
  /** What is left of it now, in micro-units. */
  readonly left: bigint;
}

interface StoredGrant {
  id: number;
  user_id: number;
  code: string;
  granted: string;
  withdrawn: string;
  expires_at: Date | null;
  transaction_id: string;
}

interface Between {
  after: string;
  spent: string;
}

/** Reads what is left of promotional credit. It is part of the balance; the ledger's own postings tell how much was spent. */
@Injectable()
export class PromoGrants {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
  ) {}

  /** Every grant of a customer that has not ended, with what is left of it. Whoever takes some holds the account first. */
  async of(userId: number): Promise<GrantedRedemption[]> {
    const grants = await this.em.execute<StoredGrant[]>(
      `select r.id, r.user_id, c.code, r.granted, r.withdrawn, r.expires_at, r.transaction_id
       from promo_redemptions r join promo_codes c on c.id = r.promo_code_id
       where r.user_id = ? and r.transaction_id is not null and r.state in ('granted', 'expired', 'withdrawn') order by r.transaction_id`,
      [userId],
    );
    if (!grants.some(({ granted, withdrawn }) => BigInt(granted) > BigInt(withdrawn))) return [];
    const left = remainingOf(eventsOf(grants, await this.spentBetween(userId, grants)));
    return grants.map(grant => ({
      id: grant.id,
      userId: grant.user_id,
      code: grant.code,
      granted: BigInt(grant.granted),
      withdrawn: BigInt(grant.withdrawn),
      expiresAt: grant.expires_at,
      left: left.get(grant.id) ?? 0n,
    }));
  }

  /** The code that waits for a customer's first top-up; null where none does. */
  async waitingCode(userId: number): Promise<string | null> {
    const [waiting] = await this.em
      .fork()
      .execute<{ code: string }[]>(
        `select c.code from promo_redemptions r join promo_codes c on c.id = r.promo_code_id where r.user_id = ? and r.state = 'waiting'`,
        [userId],
      );
    return waiting?.code ?? null;
  }

  /** Net usage after each grant up to the next: only these sums matter, however many hours they are made of. */
  private spentBetween(userId: number, grants: readonly StoredGrant[]): Promise<Between[]> {
    return this.em.execute<Between[]>(
      `with account as (select id from ledger_accounts where kind = 'customer_credit' and user_id = ? and currency = ?),
       starts as (select unnest(?::bigint[]) as transaction_id)
       select max(s.transaction_id)::text as after, (-sum(x.amount))::text as spent
       from (
         select t.id, p.amount, (select max(transaction_id) from starts where transaction_id < t.id) as last_start
         from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
         where p.account_id = (select id from account) and t.id > (select min(transaction_id) from starts)
           and (t.type = 'usage' or (t.type = 'refund' and p.amount > 0))
       ) x join starts s on s.transaction_id = x.last_start
       group by x.last_start order by x.last_start`,
      [userId, this.ledger.currency, `{${grants.map(({ transaction_id }) => transaction_id).join(',')}}`],
    );
  }
}

/** What was taken back of a grant counts as taken at once: it can no longer be spent. */
function eventsOf(grants: readonly StoredGrant[], between: readonly Between[]): CreditEvent[] {
  return grants.flatMap(({ id, granted, withdrawn, expires_at, transaction_id }) => {
    const grant = { id, amount: BigInt(granted) - BigInt(withdrawn), expiresAt: expires_at?.getTime() ?? null };
    const spent = between.find(({ after }) => after === transaction_id);
    const start: CreditEvent[] = [{ kind: 'granted', grant }];
    return spent ? [...start, { kind: 'spent' as const, amount: BigInt(spent.spent) }] : start;
  });
}
