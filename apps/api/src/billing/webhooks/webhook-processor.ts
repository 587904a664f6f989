import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { Clock, type Delivery, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { SourceNews } from '../auto-top-up/source-news';
import { DisputeDesk } from '../disputes/dispute-desk';
import { CaptureService } from '../payments/capture.service';
import type { Payment } from '../payments/payment.entity';
import { RefundNews } from '../refunds/refund-news';
import { TakeBack } from '../refunds/take-back';
import { type EventKind, kindOf } from './event-kinds';
import { type EventSubject, EventSubjects } from './event-subject';
import { WebhookEvent } from './webhook-event.entity';

/** Works off stored events, in whatever order they came. An event is a hint: its amounts are never believed. */
@Injectable()
@HandlesJob({ topic: 'billing.process-webhook', concurrency: 2 })
export class WebhookProcessor implements JobHandler<'billing.process-webhook'> {
  constructor(
    private readonly em: EntityManager,
    private readonly subjects: EventSubjects,
    private readonly captures: CaptureService,
    private readonly takeBack: TakeBack,
    private readonly refundNews: RefundNews,
    private readonly disputes: DisputeDesk,
    private readonly sources: SourceNews,
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
    const kind = kindOf(event.eventType);
    if (kind === null) return event.keep('Events of this type are not used here.', this.clock.now());
    const effect = kind === 'source' ? await this.sources.hear(event) : await this.aboutPayment(kind, event);
    if (effect === null) event.keep('It is about no payment of ours.', this.clock.now());
    else event.process(effect, this.clock.now());
  }

  private async aboutPayment(kind: Exclude<EventKind, 'source'>, event: WebhookEvent): Promise<string | null> {
    const subject = await this.subjects.of(event);
    if (!subject.payment) return null;
    const settled = await this.captures.settle(subject.payment.id, 'news');
    if (kind === 'payment') return `Payment ${settled.id} is ${settled.state}.`;
    if (settled.state !== 'captured') throw new Error(`Payment ${settled.id} is ${settled.state}: it must be credited first`);
    return this.aboutMoneyBack(kind, settled, event, subject);
  }

  private async aboutMoneyBack(
    kind: 'refund' | 'reversal' | 'dispute',
    payment: Payment,
    { refundId }: WebhookEvent,
    { dispute }: EventSubject,
  ): Promise<string | null> {
    if (kind === 'dispute') return dispute ? this.disputes.hearOfDispute(payment, dispute) : null;
    if (kind === 'reversal') return this.disputes.hearOfReversal(payment, refundId);
    if (refundId !== null) await this.refundNews.hear(payment, refundId);
    const amount = await this.takeBack.settle(payment.id, refundId, 'refund');
    return amount === 0n
      ? `Payment ${payment.id}: nothing more to take back.`
      : `Payment ${payment.id}: took back ${formatMoney(amount, payment.currency)}.`;
  }
}
