import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Jobs, type PageRequest } from '@api/platform';
import { DisputeReader, type DisputeRow } from '../disputes/dispute-reader';
import { Ledger } from '../ledger/ledger';
import { readAmount } from '../read-amount';
import { RefundReader, type RefundRow } from '../refunds/refund-reader';
import { paymentNotFound } from './buyer-return';
import { type AllPaymentsQuery, statesFor } from './owned-payment.dto';
import { type HistoryRow, PaymentHistory } from './payment-history';
import { Payment } from './payment.entity';
import { PaymentReader, type PaymentRow } from './payment-reader';

/** A payment has few refunds and disputes; more than this nobody reads. */
const WHOLE = { page: 1, limit: 100, offset: 0 };

/** What staff see of payments, and may have done about them. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentReader,
    private readonly history: PaymentHistory,
    private readonly refunds: RefundReader,
    private readonly disputes: DisputeReader,
    private readonly ledger: Ledger,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** A page of everybody's payments. */
  page(query: AllPaymentsQuery, page: PageRequest): Promise<{ rows: PaymentRow[]; total: number }> {
    const { state, gateway, search, least, most } = query;
    const amount = (text: string | undefined, field: string) =>
      text === undefined ? undefined : readAmount(text, this.ledger.currency, field);
    return this.payments.page(
      {
        states: statesFor(state),
        gateway,
        search: search?.trim() || undefined,
        least: amount(least, 'least'),
        most: amount(most, 'most'),
      },
      page,
    );
  }

  /** A payment and all that happened to it. */
  async detail(id: number): Promise<{ row: PaymentRow; history: HistoryRow[]; refunds: RefundRow[]; disputes: DisputeRow[] }> {
    const row = await this.payments.findAnybodys(id);
    if (!row) throw paymentNotFound();
    return {
      row,
      history: await this.history.of(id),
      refunds: (await this.refunds.page({ paymentId: id }, WHOLE)).rows,
      disputes: (await this.disputes.page({ paymentId: id }, WHOLE)).rows,
    };
  }

  /** Has the gateway asked again: how the payment stands, or, once it is credited, whether money went back since. */
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
