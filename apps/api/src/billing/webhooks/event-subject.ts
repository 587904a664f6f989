import { Injectable } from '@nestjs/common';
import { PayPal, type PayPalDispute } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { DisputeDesk } from '../disputes/dispute-desk';
import type { Payment } from '../payments/payment.entity';
import { PaymentRepository } from '../payments/payment.repository';
import type { WebhookEvent } from './webhook-event.entity';

/** What an event is about: our payment, and the dispute where it is about one. */
export interface EventSubject {
  readonly payment: Payment | null;
  readonly dispute: PayPalDispute | null;
}

/** Finds what an event is about; the event only names it, and PayPal is asked for what it leaves out. */
@Injectable()
export class EventSubjects {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly disputes: DisputeDesk,
    private readonly paypal: PayPal,
  ) {}

  async of(event: WebhookEvent): Promise<EventSubject> {
    const dispute = event.disputeId === null ? null : await this.disputes.ask(event.disputeId);
    const payment = await this.paymentOf(event.orderId, dispute?.captureId ?? event.captureId);
    return { payment, dispute };
  }

  /** Refunds and disputes name a capture only, which may be one that we have not heard of yet; PayPal knows its order. */
  private async paymentOf(orderId: string | null, captureId: string | null): Promise<Payment | null> {
    const known = await this.payments.ofSubject({ gateway: 'paypal', orderId, captureId });
    if (known || captureId === null) return known;
    try {
      const capture = await this.paypal.capture(captureId);
      return await this.payments.ofSubject({ gateway: 'paypal', orderId: capture.orderId, captureId: capture.id });
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
