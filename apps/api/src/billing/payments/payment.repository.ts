import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { GatewayName } from '../gateways/payment-gateway';
import { Payment } from './payment.entity';

/** How a gateway's news may name a payment. */
export interface GatewaySubject {
  readonly gateway: GatewayName;
  readonly orderId: string | null;
  readonly captureId: string | null;
}

/** Finds payments; the answers are for one unit of work. */
@Injectable()
export class PaymentRepository {
  constructor(private readonly em: EntityManager) {}

  /** A payment, held until the surrounding transaction ends. */
  held(id: number): Promise<Payment> {
    return this.em.findOneOrFail(Payment, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  }

  async exists(id: number): Promise<boolean> {
    return (await this.em.count(Payment, { id })) > 0;
  }

  byId(id: number): Promise<Payment> {
    return this.em.fork().findOneOrFail(Payment, { id });
  }

  ofKey(userId: number, idempotencyKey: string): Promise<Payment | null> {
    return this.em.fork().findOne(Payment, { userId, idempotencyKey });
  }

  ofOrder(orderId: string, userId: number): Promise<Payment | null> {
    return this.em.fork().findOne(Payment, { orderId, userId });
  }

  async ofSubject({ gateway, orderId, captureId }: GatewaySubject): Promise<Payment | null> {
    const em = this.em.fork();
    const byOrder = orderId === null ? null : await em.findOne(Payment, { gateway, orderId });
    return byOrder ?? (captureId === null ? null : em.findOne(Payment, { gateway, captureId }));
  }

  /** Payments that PayPal is to be asked about by now. */
  async due(at: Date, limit: number): Promise<number[]> {
    const rows = await this.em
      .fork()
      .execute<{ id: number }[]>(
        'select id from payments where next_check_at is not null and next_check_at <= ? order by next_check_at, id limit ?',
        [at, limit],
      );
    return rows.map(({ id }) => id);
  }

  /** The database's own time, the only one that all processes share. */
  async databaseTime(): Promise<Date> {
    const [row] = await this.em.execute<{ time: Date }[]>('select clock_timestamp() as time');
    if (!row) throw new Error('The database does not tell the time');
    return new Date(row.time);
  }

  /** True while somebody asks PayPal about the payment. */
  async isClaimed(id: number): Promise<boolean> {
    const [row] = await this.em.execute<{ busy: boolean | null }[]>(
      'select claimed_until > clock_timestamp() as busy from payments where id = ?',
      [id],
    );
    return row?.busy === true;
  }
}
