import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Clock, failpoint, HandlesJob, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { CaptureService } from './capture.service';
import { OrderOpener } from './order-opener';
import { PaymentRepository } from './payment.repository';

/** Payments of one sweep; the next comes soon. */
const BATCH = 500;

/**
 * Finds the payments that PayPal is to be asked about and queues a question for each: a slow PayPal then delays questions and
 * nothing else, and a payment whose process died is asked about as soon as its lease is over.
 */
@Injectable()
@RunsWhenDue({ order: 20 })
@HandlesJob({ topic: 'billing.sweep-payments', retryLimit: 2 })
export class PaymentSweeper implements JobHandler<'billing.sweep-payments'> {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  handle(): Promise<void> {
    return this.runDue();
  }

  /** Only queues: moving the clock never waits for PayPal. */
  async runDue(): Promise<void> {
    for (const paymentId of await this.payments.due(this.clock.now(), BATCH))
      await this.jobs.add('billing.settle-payment', { paymentId }, { singletonKey: `payment:${paymentId}` });
  }
}

/** Asks PayPal about one payment; a payment whose order was never made gets it now. */
@Injectable()
@HandlesJob({ topic: 'billing.settle-payment', concurrency: 4 })
export class SettlePaymentHandler implements JobHandler<'billing.settle-payment'> {
  constructor(
    private readonly orders: OrderOpener,
    private readonly captures: CaptureService,
  ) {}

  async handle({ paymentId }: JobTopics['billing.settle-payment']): Promise<void> {
    await failpoint('settle-job.before');
    const payment = await this.orders.open(paymentId);
    if (payment.orderId !== null) await this.captures.settle(paymentId, 'news');
    await failpoint('settle-job.after');
  }
}

/** Says when. Together with a claim's lease this heals a crash between PayPal's capture and our posting within a minute. */
@Injectable()
export class PaymentSchedule {
  constructor(private readonly jobs: Jobs) {}

  @Cron('*/15 * * * * *', { name: 'sweep-payments' })
  async enqueue(): Promise<void> {
    await this.jobs.add('billing.sweep-payments', {}, { singletonKey: 'payments' });
  }
}
