import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

export const HISTORY_KINDS = ['opened', 'ordered', 'notice', 'arrival', 'credited', 'refund', 'dispute', 'moved'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** Something that happened to a payment; amounts in micro-units. */
export interface HistoryRow {
  readonly at: Date;
  readonly kind: HistoryKind;
  /** A word of the thing's own vocabulary, such as a state. */
  readonly word: string;
  readonly detail: string | null;
  readonly amount: string | null;
  /** The number of the thing that it is about. */
  readonly subjectId: string | null;
}

/** Tells what happened to a payment, oldest first, from everything that is kept about it. */
@Injectable()
export class PaymentHistory {
  constructor(private readonly em: EntityManager) {}

  of(paymentId: number): Promise<HistoryRow[]> {
    return this.em
      .fork()
      .execute<HistoryRow[]>(`with y as (select * from payments where id = ?) ${HISTORY} order by at, rank`, [paymentId]);
  }
}

const HISTORY = `
  select created_at as at, 'opened' as kind, gateway as word, null as detail, amount::text as amount, id::text as "subjectId", 1 as rank from y
  union all
  select w.received_at, 'notice', coalesce(w.event_type, w.state), w.effect, null, w.id::text, 2
    from webhook_events w, y where w.state <> 'refused' and (w.order_id = y.order_id or w.capture_id = y.capture_id
      or w.dispute_id in (select d.gateway_dispute_id from disputes d where d.payment_id = y.id))
  union all
  select a.recorded_at, 'arrival', a.bank_reference, a.arrived_on::text, a.amount::text, a.id::text, 3
    from bank_arrivals a, y where a.payment_id = y.id
  union all
  select t.occurred_at, 'credited', t.type, t.description, p.amount::text, t.id::text, 4
    from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1, y where t.id = y.transaction_id
  union all
  select t.occurred_at, 'moved', t.type, t.description, p.amount::text, t.id::text, 6
    from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1, y where t.reverses_id = y.transaction_id
  union all
  select r.created_at, 'refund', r.state, r.reason, r.amount::text, r.id::text, 5 from refunds r, y where r.payment_id = y.id
  union all
  select d.opened_at, 'dispute', d.state, d.reason, d.amount::text, d.id::text, 5 from disputes d, y where d.payment_id = y.id`;
