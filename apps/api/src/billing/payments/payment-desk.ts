import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Jobs } from '@api/platform';
import { paymentNotFound } from './buyer-return';
import { Payment } from './payment.entity';

/** What staff may have done about a payment. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** Has PayPal asked again: how the payment stands, or, once it is credited, whether money went back since. */
  async check(id: number): Promise<void> {
    await this.em.fork().transactional(async em => {
      const payment = await em.findOne(Payment, { id });
      if (!payment) throw paymentNotFound();
      if (payment.state === 'captured') await this.jobs.add('billing.take-back', { paymentId: id, refundId: null });
      else await this.jobs.add('billing.settle-payment', { paymentId: id }, { singletonKey: `payment:${id}` });
      await this.audit.record({ action: 'payment.checked', userId: payment.userId, target: { kind: 'payment', id } });
    });
  }
}
