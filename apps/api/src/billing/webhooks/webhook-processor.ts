import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { formatMoney } from '@sky/money';
import { Clock, type Delivery, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { CaptureService } from '../payments/capture.service';
import type { Payment } from '../payments/payment.entity';
import { PaymentRepository } from '../payments/payment.repository';
import { RefundService, type TakenBackAs } from '../payments/refund.service';
import { WebhookEvent } from './webhook-event.entity';

/** Events that say "look at the payment"; which one it is does not matter, because PayPal is asked what is true. */
const ABOUT_PAYMENTS = new Set([
  'CHECKOUT.ORDER.APPROVED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.DECLINED',
]);

/** Events that say "money went back". */
const ABOUT_REFUNDS: Readonly<Record<string, TakenBackAs>> = {
  'PAYMENT.CAPTURE.REFUNDED': 'refund',
  'PAYMENT.CAPTURE.REVERSED': 'reversal',
};

/** Works off stored events, in whatever order they came. An event is a hint: its amounts are never believed. */
@Injectable()
@HandlesJob({ topic: 'billing.process-webhook', concurrency: 2 })
export class WebhookProcessor implements JobHandler<'billing.process-webhook'> {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly captures: CaptureService,
    private readonly refunds: RefundService,
    private readonly paypal: PayPal,
    private readonly clock: Clock,
  ) {}

  async handle({ webhookEventId }: JobTopics['billing.process-webhook'], { isLast }: Delivery): Promise<void> {
    const em = this.em.fork();
    const event = await em.findOne(WebhookEvent, { id: webhookEventId });
    if (!event || event.isDone) return;
    try {
      await this.process(event);
    } catch (error) {
      if (isLast) event.fail(error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      await em.flush();
    }
  }

  private async process(event: WebhookEvent): Promise<void> {
    const takenBackAs = ABOUT_REFUNDS[event.eventType];
    if (!ABOUT_PAYMENTS.has(event.eventType) && !takenBackAs)
      return event.keep('Events of this type are not used here.', this.clock.now());
    const payment = await this.paymentOf(event);
    if (!payment) return event.keep('It is about no payment of ours.', this.clock.now());
    const settled = await this.captures.settle(payment.id, 'news');
    const effect = takenBackAs ? await this.takeBack(settled, event, takenBackAs) : `Payment ${settled.id} is ${settled.state}.`;
    event.process(effect, this.clock.now());
  }

  private async takeBack(payment: Payment, { refundId }: WebhookEvent, type: TakenBackAs): Promise<string> {
    if (payment.state !== 'captured') throw new Error(`Payment ${payment.id} is ${payment.state}: it must be credited first`);
    const amount = await this.refunds.takeBack(payment.id, refundId, type);
    return amount === 0n
      ? `Payment ${payment.id}: nothing more to take back.`
      : `Payment ${payment.id}: took back ${formatMoney(amount, payment.currency)}.`;
  }

  /** Refunds name a capture only, which may be one that we have not heard of yet; PayPal knows its order. */
  private async paymentOf(event: WebhookEvent): Promise<Payment | null> {
    const known = await this.payments.ofSubject(event);
    if (known || event.captureId === null) return known;
    try {
      const { orderId, id } = await this.paypal.capture(event.captureId);
      return await this.payments.ofSubject({ orderId, captureId: id });
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
