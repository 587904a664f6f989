import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Finding, MirroredAccount } from './finding';

interface PaymentDifference {
  id: number;
  user_id: number;
  gateway: string;
  kept: string;
  posted: string;
}

interface Settled {
  id: number;
  kind: 'missing_here' | 'missing_there' | 'other_amount';
  payment_id: number | null;
  user_id: number | null;
  amount_here: string | null;
  amount_there: string | null;
  gateway_id: string;
}

const CAUSES: Readonly<Record<Settled['kind'], string>> = {
  missing_here: 'PayPal’s report has it, and it is not credited here.',
  missing_there: 'It is credited here, and PayPal’s report does not have it.',
  other_amount: 'PayPal’s report has another amount.',
};

/** Reads what our own books say about each other, set by set. */
@Injectable()
export class Books {
  constructor(private readonly em: EntityManager) {}

  /** Payments whose captures, refunds and disputes are not what the ledger's clearing accounts hold for them. */
  async payments(): Promise<Finding[]> {
    const rows = await this.em.fork().execute<PaymentDifference[]>(
      `with posted as (
         select y.id, -coalesce(sum(p.amount), 0) as amount
         from payments y
           left join ledger_transactions t on t.id = y.transaction_id or t.reverses_id = y.transaction_id
           left join ledger_postings p on p.transaction_id = t.id
             and p.account_id in (select id from ledger_accounts where kind in ('paypal_clearing', 'bank_clearing'))
         where y.transaction_id is not null group by y.id
       )
       select y.id, y.user_id, y.gateway, (y.captured_amount - y.refunded_amount + y.restored_amount)::text as kept, posted.amount::text as posted
       from payments y join posted on posted.id = y.id
       where y.captured_amount - y.refunded_amount + y.restored_amount <> posted.amount order by y.id limit 500`,
    );
    return rows.map(({ id, user_id, gateway, kept, posted }) => ({
      book: gateway === 'paypal' ? 'paypal' : 'bank',
      userId: user_id,
      subject: `payment:${id}`,
      expected: BigInt(posted),
      actual: BigInt(kept),
      cause: 'What the gateway kept of this payment is not what the ledger holds for it.',
      suggestion: 'settle_payment',
      paymentId: id,
    }));
  }

  /** What the settlement check found between PayPal's report and our payments, and nobody resolved. */
  async settlement(): Promise<Finding[]> {
    const rows = await this.em.fork().execute<Settled[]>(
      `select d.id, d.kind, d.payment_id, y.user_id, d.amount_here, d.amount_there, d.gateway_id
       from settlement_differences d left join payments y on y.id = d.payment_id where d.resolved_at is null order by d.id limit 500`,
    );
    return rows.map(({ kind, payment_id, user_id, amount_here, amount_there, gateway_id }) => ({
      book: 'paypal',
      userId: user_id,
      subject: `settlement:${gateway_id}`,
      expected: amount_here === null ? null : BigInt(amount_here),
      actual: amount_there === null ? null : BigInt(amount_there),
      cause: CAUSES[kind],
      suggestion: payment_id === null ? 'look' : 'settle_payment',
      paymentId: payment_id,
    }));
  }

  /** The next linked customers whose credit is mirrored, by their id. */
  async mirrored(afterUserId: number, limit: number): Promise<MirroredAccount[]> {
    const rows = await this.em.fork().execute<{ user_id: number; hundredths: string; state: string; open: boolean }[]>(
      `select m.user_id, m.mirrored_hundredths as hundredths, m.state,
         exists (select from mirror_pushes p where p.account_id = m.account_id and p.state in ('intended', 'unknown')) as open
       from mirror_accounts m join virtfusion_links l on l.user_id = m.user_id and l.state = 'linked'
       where m.user_id > ? order by m.user_id limit ?`,
      [afterUserId, limit],
    );
    return rows.map(({ user_id, hundredths, state, open }) => ({
      userId: user_id,
      mirrored: BigInt(hundredths),
      isInReview: state === 'review',
      hasOpenBooking: open,
    }));
  }
}
