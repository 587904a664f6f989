import { Injectable } from '@nestjs/common';
import { formatMoney } from '@sky/money';
import { UpstreamError } from '@sky/integrations/upstream';
import { Gateways } from '../gateways/gateways';
import type { PaymentTruth } from '../gateways/payment-gateway';
import { worthOf } from '../payments/capture-check';
import type { Payment } from '../payments/payment.entity';
import { splitOfCapture } from '../payments/payment-split';
import { TakeBack } from '../refunds/take-back';
import { kindOf } from './event-kinds';
import { type EventSubject, EventSubjects } from './event-subject';
import type { WebhookEvent } from './webhook-event.entity';

/** Says what processing an event would do now. It asks, and changes nothing. */
@Injectable()
export class WebhookRehearsal {
  constructor(
    private readonly subjects: EventSubjects,
    private readonly gateways: Gateways,
    private readonly takeBack: TakeBack,
  ) {}

  /** Steps in words, in the order in which they would be taken. */
  async rehearse(event: WebhookEvent): Promise<string[]> {
    if (event.state === 'refused') return ['Nothing: a refused delivery is never processed.'];
    const kind = kindOf(event.eventType);
    if (kind === null) return ['Nothing: events of this type are not used here.'];
    if (kind === 'source')
      return ['PayPal would be asked whether it keeps the way to pay, and the list here brought up to date.'];
    try {
      const subject = await this.subjects.of(event);
      if (!subject.payment) return ['Nothing: it is about no payment of ours.'];
      return [
        ...(await this.settling(subject.payment)),
        ...(kind === 'payment' ? [] : await this.takingBack(subject.payment, event, subject)),
      ];
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return [`PayPal cannot be asked now (${error.message}); it would be asked again later.`];
    }
  }

  private async settling(payment: Payment): Promise<string[]> {
    const { id, state, orderId, gateway } = payment;
    if (state === 'captured') return [`Payment ${id} is credited already; nothing more would be credited.`];
    if (orderId === null) return [`Payment ${id} has no order; nothing would be credited.`];
    return [wordsFor(await this.gateways.named(gateway).look(orderId), payment)];
  }

  private async takingBack(payment: Payment, { refundId }: WebhookEvent, { dispute }: EventSubject): Promise<string[]> {
    if (payment.state !== 'captured') return [];
    const taken = await this.takeBack.wouldTake(payment.id, refundId);
    const moved =
      taken === 0n
        ? `Payment ${payment.id}: nothing more would be taken back.`
        : `Payment ${payment.id}: ${formatMoney(taken, payment.currency)} would be taken back.`;
    return [...(dispute ? [`Its case would be ${dispute.verdict} (${dispute.status}).`] : []), moved];
  }
}

function wordsFor(truth: PaymentTruth, payment: Payment): string {
  const { id, currency } = payment;
  switch (truth.kind) {
    case 'captured': {
      const worth = worthOf(truth.capture, payment);
      if (!worth.isCreditable) return `Payment ${id} would fail: ${worth.reason}`;
      const { credit } = splitOfCapture(payment, worth.amount);
      return `Payment ${id} would be credited with ${formatMoney(credit, currency)}.`;
    }
    case 'approved':
      return `Payment ${id} is approved: it would be captured and credited.`;
    case 'unknown':
      return `Payment ${id}: it is not known what is true (${truth.reason}); it would be asked again later.`;
    case 'under_review':
    case 'refused':
    case 'declined':
    case 'not_approved':
    case 'not_captured':
      return `Payment ${id} would not be credited: PayPal says ${truth.kind.replaceAll('_', ' ')}.`;
  }
}
