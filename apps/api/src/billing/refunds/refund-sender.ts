import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { formatDecimal } from '@sky/money';
import { Clock, failpoint, HandlesJob, isPlanted, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { Gateways } from '../gateways/gateways';
import type { PaymentGateway, RefundTruth } from '../gateways/payment-gateway';
import type { Payment } from '../payments/payment.entity';
import { PaymentRepository } from '../payments/payment.repository';
import { Refund } from './refund.entity';
import { TakeBack } from './take-back';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Has a gateway carry a refund out, or asks how it stands. */
    'billing.send-refund': { refundId: number };
    /** Asks about every refund that is due to be asked about. */
    'billing.sweep-refunds': Record<string, never>;
  }
}

const BATCH = 200;

/** Has gateways give money back: one refund, one request id, until it is known what became of it. */
@Injectable()
@HandlesJob({ topic: 'billing.send-refund', concurrency: 2 })
export class RefundSender implements JobHandler<'billing.send-refund'> {
  private readonly log = new Logger(RefundSender.name);

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async handle({ refundId }: JobTopics['billing.send-refund']): Promise<void> {
    const sent = await this.begin(refundId);
    if (!sent) return;
    const truth = await this.ask(sent.refund, sent.payment, sent.gateway);
    await this.record(refundId, truth, !sent.gateway.capabilities.refundsItself);
    await failpoint('refund.after-commit');
  }

  /** Marks the refund as under way; null when there is nothing to ask any more. */
  private begin(refundId: number) {
    return this.em.fork().transactional(async () => {
      const refund = await this.held(refundId);
      if (!refund.isOpen) return null;
      const payment = await this.payments.byId(refund.paymentId);
      refund.send(this.clock.now());
      return { refund, payment, gateway: this.gateways.named(payment.gateway) };
    });
  }

  /** Outside any transaction. What the gateway has a number for is read; anything else is asked for again, as the same. */
  private ask(refund: Refund, { captureId }: Payment, gateway: PaymentGateway): Promise<RefundTruth> {
    if (refund.gatewayRefundId !== null) return gateway.lookAtRefund(refund.gatewayRefundId);
    if (captureId === null) throw new Error(`Refund ${refund.id} is of a payment without a capture`);
    const { currency, requestId } = refund;
    return gateway.refund({ requestId, captureId, amount: formatDecimal(refund.amount, currency), currency });
  }

  /** The outcome, and the job that takes the credit back, exist together. */
  private record(refundId: number, truth: RefundTruth, isLeftToPeople: boolean): Promise<void> {
    return this.em.fork().transactional(async em => {
      const refund = await this.held(refundId);
      const { paymentId } = refund;
      // News may have come before our own answer; it is the same money.
      if (truth.kind === 'completed')
        await em.nativeDelete(Refund, { gatewayRefundId: truth.gatewayRefundId, origin: 'gateway', id: { $ne: refundId } });
      refund.hear(truth, isLeftToPeople, this.clock.now());
      const gatewayRefundId = 'gatewayRefundId' in truth ? truth.gatewayRefundId : null;
      // A refusal may mean that the money went back already, some other way.
      const hasGoneBack = truth.kind === 'completed' || truth.kind === 'refused';
      if (hasGoneBack && !isPlanted('plant.take-back-not-queued'))
        await this.jobs.add('billing.take-back', { paymentId, refundId: gatewayRefundId });
      this.log.log({ refundId, paymentId, to: refund.state, truth: truth.kind }, 'a gateway was asked about a refund');
      await failpoint('refund.before-commit');
    });
  }

  private held(id: number): Promise<Refund> {
    return this.em.findOneOrFail(Refund, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  }
}

/** Finds the refunds that are to be asked about, and queues a question for each. */
@Injectable()
@RunsWhenDue({ order: 21 })
@HandlesJob({ topic: 'billing.sweep-refunds', retryLimit: 2 })
export class RefundSweeper implements JobHandler<'billing.sweep-refunds'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  handle(): Promise<void> {
    return this.runDue();
  }

  /** Only queues: moving the clock never waits for a gateway. */
  async runDue(): Promise<void> {
    const due = await this.em
      .fork()
      .execute<{ id: number }[]>(
        'select id from refunds where next_check_at is not null and next_check_at <= ? order by next_check_at, id limit ?',
        [this.clock.now(), BATCH],
      );
    for (const { id } of due) await this.jobs.add('billing.send-refund', { refundId: id }, { singletonKey: `refund:${id}` });
  }
}

/** Takes back what went back to the buyer before the payment was credited here, and what a refund has given back. */
@Injectable()
@HandlesJob({ topic: 'billing.take-back' })
export class TakeBackHandler implements JobHandler<'billing.take-back'> {
  constructor(private readonly takeBack: TakeBack) {}

  async handle({ paymentId, refundId }: JobTopics['billing.take-back']): Promise<void> {
    await this.takeBack.settle(paymentId, refundId, 'refund');
  }
}

/** Says when. */
@Injectable()
export class RefundSchedule {
  constructor(private readonly jobs: Jobs) {}

  @Cron('*/15 * * * * *', { name: 'sweep-refunds' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.sweep-refunds', {}, { singletonKey: 'refunds' });
  }
}
