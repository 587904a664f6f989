import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { divideRounded, formatMoney, roundToCurrency } from '@sky/money';
import { Notifications } from '@api/notifications';
import { Clock } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { PromoGrants } from './promo-grants';

const BASIS = 10_000n;
const DAY_MS = 86_400_000;
/** Grants of one round; the next comes within the hour. */
const ROUND = 500;

/** A redemption with the terms of its code. */
interface Terms {
  id: number;
  user_id: number;
  code: string;
  percent_basis_points: number | null;
  most_credit: string | null;
  credit_lasts_days: number | null;
  granted: string;
  withdrawn: string;
}

const TERMS = `
  select r.id, r.user_id, c.code, c.percent_basis_points, c.most_credit, c.credit_lasts_days, r.granted, r.withdrawn
  from promo_redemptions r join promo_codes c on c.id = r.promo_code_id`;

/** Gives promotional credit, lets it expire, and takes it back with the top-up that earned it. Each of it happens once. */
@Injectable()
export class PromoRewards {
  constructor(
    private readonly em: EntityManager,
    private readonly ledger: Ledger,
    private readonly grants: PromoGrants,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  /** Grants a redemption its credit; part of the surrounding transaction, which holds the redemption. */
  async grant(
    redemption: Pick<Terms, 'id' | 'user_id' | 'code' | 'credit_lasts_days'>,
    amount: bigint,
    topUp: bigint | null,
  ): Promise<void> {
    const { id, user_id, code, credit_lasts_days } = redemption;
    const { transactionId } = await this.ledger.post({
      reference: `promo:${id}`,
      type: 'manual_addition',
      description: `Promotional credit (${code})`,
      userId: user_id,
      amount,
      against: 'promotional_credit',
    });
    const now = this.clock.now();
    const expiresAt = credit_lasts_days === null ? null : new Date(now.getTime() + credit_lasts_days * DAY_MS);
    await this.em.execute(
      `update promo_redemptions set state = 'granted', granted = ?, expires_at = ?, transaction_id = ?, top_up_transaction_id = ? where id = ?`,
      [amount, expiresAt, transactionId, topUp, id],
    );
    const words = formatMoney(amount, this.ledger.currency);
    await this.tell(user_id, `promo-granted:${id}`, `You received ${words} of promotional credit`, expiryWords(expiresAt));
  }

  /** The first top-up was credited: whoever redeemed a percentage before gets it now. */
  async rewardTopUp(transactionId: string): Promise<void> {
    await this.em.fork().transactional(async em => {
      const topUp = await this.topUp(transactionId);
      if (!topUp) return;
      await this.ledger.hold(topUp.userId);
      const [waiting] = await em.execute<Terms[]>(`${TERMS} where r.user_id = ? and r.state = 'waiting' for update of r`, [
        topUp.userId,
      ]);
      const [earlier] = await em.execute<{ id: string }[]>(
        `select id from ledger_transactions where user_id = ? and type = 'credit_purchase' and id < ? limit 1`,
        [topUp.userId, transactionId],
      );
      if (!waiting || earlier) return;
      const amount = rewardFor(waiting, topUp.amount, this.ledger.currency);
      if (amount > 0n) await this.grant(waiting, amount, BigInt(transactionId));
    });
  }

  /** Part of a rewarded top-up went back: the same part of the reward goes back, as far as it was not used. */
  async followRefund(transactionId: string): Promise<void> {
    await this.em.fork().transactional(async em => {
      const topUp = await this.topUp(transactionId);
      if (!topUp) return;
      await this.ledger.hold(topUp.userId);
      const [reward] = await em.execute<Terms[]>(
        `${TERMS} where r.top_up_transaction_id = ? and r.state = 'granted' for update of r`,
        [transactionId],
      );
      if (!reward) return;
      const [back] = await em.execute<{ total: string }[]>(
        `select coalesce(sum(p.amount), 0)::text as total from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.reverses_id = ?`,
        [transactionId],
      );
      const kept = topUp.amount + BigInt(back?.total ?? 0);
      const deserved = kept <= 0n ? 0n : rewardFor(reward, kept, this.ledger.currency);
      await this.takeBack(reward, deserved);
    });
  }

  /** Lets promotional credit expire that is due; what was spent of it is spent. Returns how many grants ended. */
  async expireDue(): Promise<number> {
    const due = await this.em
      .fork()
      .execute<{ id: number; user_id: number }[]>(
        `select id, user_id from promo_redemptions where state = 'granted' and expires_at <= ? order by expires_at, id limit ${ROUND}`,
        [this.clock.now()],
      );
    for (const { id, user_id } of due) await this.em.fork().transactional(() => this.expire(id, user_id));
    return due.length;
  }

  private async expire(id: number, userId: number): Promise<void> {
    const { balance } = await this.ledger.hold(userId);
    const [open] = await this.em.execute<{ id: number }[]>(
      `select id from promo_redemptions where id = ? and state = 'granted' for update`,
      [id],
    );
    if (!open) return;
    const grant = (await this.grants.of(userId)).find(one => one.id === id);
    // Somebody whose paid credit is below zero does not get into debt by a present that ran out.
    const taken = clamp(grant?.left ?? 0n, balance);
    if (grant && taken > 0n) {
      await this.post(`promo-expiry:${id}`, `Promotional credit expired (${grant.code})`, userId, taken);
      const words = formatMoney(taken, this.ledger.currency);
      await this.tell(
        userId,
        `promo-expired:${id}`,
        `${words} of promotional credit expired`,
        `It came from the code ${grant.code}.`,
      );
    }
    await this.em.execute(
      `update promo_redemptions set state = 'expired', withdrawn = withdrawn + ?, ended_at = ? where id = ?`,
      [taken, this.clock.now(), id],
    );
  }

  private async takeBack({ id, user_id, code, granted, withdrawn }: Terms, deserved: bigint): Promise<void> {
    const due = BigInt(granted) - BigInt(withdrawn) - deserved;
    const grant = (await this.grants.of(user_id)).find(one => one.id === id);
    const taken = clamp(due, grant?.left ?? 0n);
    if (taken <= 0n) return;
    const total = BigInt(withdrawn) + taken;
    await this.post(`promo-withdrawal:${id}:${total}`, `Promotional credit went back with its top-up (${code})`, user_id, taken);
    await this.em.execute(`update promo_redemptions set withdrawn = ?, state = ?, ended_at = ? where id = ?`, [
      total,
      deserved === 0n ? 'withdrawn' : 'granted',
      deserved === 0n ? this.clock.now() : null,
      id,
    ]);
  }

  private async post(reference: string, description: string, userId: number, taken: bigint): Promise<void> {
    await this.ledger.post({ reference, type: 'adjustment', description, userId, amount: -taken, against: 'promotional_credit' });
  }

  private async topUp(transactionId: string): Promise<{ userId: number; amount: bigint } | null> {
    const [row] = await this.em.execute<{ userId: number; amount: string }[]>(
      `select t.user_id as "userId", p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.id = ? and t.type = 'credit_purchase'`,
      [transactionId],
    );
    return row ? { userId: row.userId, amount: BigInt(row.amount) } : null;
  }

  private async tell(userId: number, onceKey: string, title: string, body: string): Promise<void> {
    await this.notifications.tell({ userId, kind: 'billing', title, body, link: '/billing' }, onceKey);
  }
}

/** A percentage of a top-up, in the currency's own decimals, at most what the code allows. */
export function rewardFor(
  { percent_basis_points, most_credit }: Pick<Terms, 'percent_basis_points' | 'most_credit'>,
  topUp: bigint,
  currency: string,
): bigint {
  const reward = roundToCurrency(divideRounded(topUp * BigInt(percent_basis_points ?? 0), BASIS), currency);
  return most_credit === null ? reward : clamp(reward, BigInt(most_credit));
}

function clamp(amount: bigint, most: bigint): bigint {
  const least = most < 0n ? 0n : most;
  return amount < least ? amount : least;
}

function expiryWords(expiresAt: Date | null): string {
  return expiresAt === null
    ? 'It is spent before the credit you pay for.'
    : `Use it until ${expiresAt.toISOString().slice(0, 10)}; it is spent first.`;
}
