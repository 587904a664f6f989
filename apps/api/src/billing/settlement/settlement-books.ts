import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { BookedMovement } from './settlement-compare';

interface Row {
  readonly subject: 'capture' | 'refund';
  readonly gatewayId: string;
  readonly paymentId: number;
  readonly amount: string;
  readonly currency: string;
  readonly happenedAt: Date;
}

/** When a capture was credited is when its transaction was posted. */
const BOOKED = `
  select 'capture' as subject, y.capture_id as "gatewayId", y.id as "paymentId", y.captured_amount as amount, y.currency,
    t.occurred_at as "happenedAt"
  from payments y join ledger_transactions t on t.id = y.transaction_id where y.gateway = 'paypal'
  union all
  select 'refund', r.gateway_refund_id, r.payment_id, r.amount, r.currency, r.updated_at
  from refunds r join payments y on y.id = r.payment_id where y.gateway = 'paypal' and r.state = 'completed'`;

/** The side of the books in a settlement check. */
@Injectable()
export class SettlementBooks {
  constructor(private readonly em: EntityManager) {}

  /** What was booked in a stretch of time. */
  between(from: Date, to: Date): Promise<BookedMovement[]> {
    return this.booked('b."happenedAt" >= ? and b."happenedAt" < ?', [from, to]);
  }

  /** What was booked, at any time, under these ids. */
  async named(ids: readonly string[]): Promise<ReadonlyMap<string, BookedMovement>> {
    if (ids.length === 0) return new Map();
    const rows = await this.booked(`b."gatewayId" in (${ids.map(() => '?').join(', ')})`, [...ids]);
    return new Map(rows.map(row => [row.gatewayId, row]));
  }

  /** What disputes and reversals took of the payments with these captures. */
  async reversed(captureIds: readonly string[]): Promise<ReadonlyMap<string, { paymentId: number; amount: bigint }>> {
    if (captureIds.length === 0) return new Map();
    const rows = await this.em.fork().execute<{ captureId: string; paymentId: number; amount: string }[]>(
      `select y.capture_id as "captureId", y.id as "paymentId", sum(d.taken_amount) as amount
         from disputes d join payments y on y.id = d.payment_id
         where y.gateway = 'paypal' and y.capture_id in (${captureIds.map(() => '?').join(', ')}) group by y.id having sum(d.taken_amount) > 0`,
      [...captureIds],
    );
    return new Map(rows.map(({ captureId, paymentId, amount }) => [captureId, { paymentId, amount: BigInt(amount) }]));
  }

  private async booked(where: string, values: unknown[]): Promise<BookedMovement[]> {
    const rows = await this.em.fork().execute<Row[]>(`select * from (${BOOKED}) b where ${where}`, values);
    return rows.map(row => ({ ...row, amount: BigInt(row.amount), happenedAt: new Date(row.happenedAt) }));
  }
}
