import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { PayPal } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { formatDecimal, parseMoney } from '@sky/money';
import { Clock, LiveHub } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import type { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

const REQUEST_TIMEOUT_MS = 7_000;

/** Why money went back: the host gave it back, or PayPal took it (chargeback). */
export type TakenBackAs = 'refund' | 'reversal';

/**
 * Takes credit back for money that went back to the buyer: always the difference between what PayPal says went back all in
 * all and what was taken back before, so that parts, repetitions and a dispute after a refund come out right. The balance may
 * become a debt.
 */
@Injectable()
export class RefundService {
  private readonly log = new Logger(RefundService.name);
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly live: LiveHub,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  /** Returns what this call took back, in micro-units. Throws when PayPal cannot be asked, so that the queue asks again. */
  async takeBack(paymentId: number, refundId: string | null, type: TakenBackAs): Promise<bigint> {
    const payment = await this.payments.byId(paymentId);
    const total = await this.refundedSoFar(payment, refundId);
    return this.em.fork().transactional(async () => {
      const held = await this.payments.held(paymentId);
      const delta = total - held.refundedAmount;
      if (delta <= 0n || held.captureId === null) return 0n;
      await this.ledger.post({
        reference: `paypal-refund:${held.captureId}:${total}`,
        type,
        description: type === 'refund' ? 'Refund by PayPal' : 'Payment reversed by PayPal',
        userId: held.userId,
        amount: -delta,
        against: 'paypal_clearing',
        ...(held.transactionId !== null && { reversesId: held.transactionId }),
      });
      held.recordRefund(total, this.clock.now());
      await this.live.publish({ type: 'payment', userId: held.userId, data: { paymentId } });
      this.log.log({ paymentId, refundId, type, takenBack: formatDecimal(delta, held.currency) }, 'credit was taken back');
      return delta;
    });
  }

  /** What went back of a capture by now. No answer of PayPal's tells it in every case, so the highest figure of three counts. */
  private async refundedSoFar({ captureId, orderId, currency }: Payment, refundId: string | null): Promise<bigint> {
    if (captureId === null || orderId === null) return 0n;
    const refund = refundId === null ? null : await this.known(this.paypal.refund(refundId));
    const order = await this.known(this.paypal.order(orderId));
    const inOrder = order?.captures.find(({ id }) => id === captureId) ?? null;
    const capture = inOrder ?? (await this.known(this.paypal.capture(captureId)));
    const isOurs = refund?.status === 'COMPLETED' && refund.captureId === captureId && refund.currency === currency;
    const figures = [isOurs ? (refund.totalRefunded ?? refund.amount) : null, capture?.refundedAmount ?? null];
    return figures.reduce((most, text) => {
      const figure = text === null ? 0n : parseMoney(text, currency);
      return figure > most ? figure : most;
    }, 0n);
  }

  private async known<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
