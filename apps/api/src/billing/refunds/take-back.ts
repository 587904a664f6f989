import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { Clock, failpoint, LiveHub } from '@api/platform';
import { Documents } from '../documents/documents';
import { Gateways } from '../gateways/gateways';
import { Ledger } from '../ledger/ledger';
import type { Payment } from '../payments/payment.entity';
import { houseLines, negated, splitBetween, taxOfMovement } from '../payments/payment-split';
import { PaymentRepository } from '../payments/payment.repository';
import { totalGoneBack } from './gone-back';

/** Why money went back: the host gave it back, or it was taken (chargeback). */
export type TakenBackAs = 'refund' | 'reversal';

/**
 * Takes credit back for money that went back to the buyer: always the difference between what went back all in all and what was
 * taken back before, so that parts, repetitions and a dispute after a refund come out right. The balance may become a debt.
 */
@Injectable()
export class TakeBack {
  private readonly log = new Logger(TakeBack.name);

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly ledger: Ledger,
    private readonly documents: Documents,
    private readonly clock: Clock,
    private readonly live: LiveHub,
  ) {}

  /**
   * Returns the money that this call took back, in micro-units. Throws when the gateway cannot be asked, so that the queue asks
   * again. What is known here of completed refunds and lost disputes counts too, because no answer of a gateway has it all.
   */
  async settle(paymentId: number, gatewayRefundId: string | null, type: TakenBackAs): Promise<bigint> {
    const payment = await this.payments.byId(paymentId);
    if (payment.state !== 'captured') return 0n;
    const told = await this.gateways.named(payment.gateway).goneBack({ ...payment, paymentId }, gatewayRefundId);
    const taken = await this.em.fork().transactional(async () => {
      const held = await this.payments.held(paymentId);
      const delta = (await this.totalOf(held, told)) - held.refundedAmount;
      if (delta <= 0n) return 0n;
      await this.post(held, delta, type);
      await failpoint('take-back.before-commit');
      return delta;
    });
    await failpoint('take-back.after-commit');
    if (taken > 0n) this.log.log({ paymentId, type, takenBack: formatDecimal(taken, payment.currency) }, 'credit was taken back');
    return taken;
  }

  /** What `settle` would take back now, in micro-units; changes nothing. */
  async wouldTake(paymentId: number, gatewayRefundId: string | null): Promise<bigint> {
    const payment = await this.payments.byId(paymentId);
    if (payment.state !== 'captured') return 0n;
    const told = await this.gateways.named(payment.gateway).goneBack({ ...payment, paymentId }, gatewayRefundId);
    const delta = (await this.totalOf(payment, told)) - payment.refundedAmount;
    return delta > 0n ? delta : 0n;
  }

  private async totalOf(payment: Payment, told: bigint): Promise<bigint> {
    const known = await this.knownToBeGone(payment.id);
    return totalGoneBack({ captured: payment.capturedAmount ?? 0n, told, restored: payment.restoredAmount, known });
  }

  private async knownToBeGone(paymentId: number): Promise<bigint> {
    const [row] = await this.em.execute<{ total: string }[]>(
      `select coalesce((select sum(amount) from refunds where payment_id = ? and state = 'completed'), 0)
         + coalesce((select sum(taken_amount - restored_amount) from disputes where payment_id = ?), 0) as total`,
      [paymentId, paymentId],
    );
    return BigInt(row?.total ?? 0);
  }

  private async post(payment: Payment, delta: bigint, type: TakenBackAs): Promise<void> {
    const { userId, capturedAmount, refundedAmount, captureId, transactionId } = payment;
    const gateway = this.gateways.named(payment.gateway);
    const total = refundedAmount + delta;
    const split = negated(splitBetween(payment, capturedAmount ?? 0n, refundedAmount, total));
    const posted = await this.ledger.post({
      reference: `${gateway.referencePrefix}-refund:${captureId}:${payment.takenInAll + delta}`,
      type,
      description: type === 'refund' ? `Refund by ${gateway.label}` : `Payment reversed by ${gateway.label}`,
      userId,
      amount: split.credit,
      against: houseLines(payment, gateway.clearing, split),
      ...(transactionId !== null && { reversesId: transactionId }),
    });
    await this.documents.issue(posted.transactionId, { tax: taxOfMovement(payment, split) });
    payment.recordRefund(total, this.clock.now());
    await this.live.publish({ type: 'payment', userId, data: { paymentId: payment.id } });
  }

  /**
   * Gives back what a dispute had taken, because it was won; once for each reference, as part of the surrounding transaction,
   * which holds the payment.
   */
  async restore(payment: Payment, amount: bigint, reference: string): Promise<void> {
    const gateway = this.gateways.named(payment.gateway);
    const { userId, capturedAmount, refundedAmount, transactionId } = payment;
    const split = splitBetween(payment, capturedAmount ?? 0n, refundedAmount - amount, refundedAmount);
    const posted = await this.ledger.post({
      reference,
      type: 'reversal',
      description: `Dispute at ${gateway.label} won`,
      userId,
      amount: split.credit,
      against: houseLines(payment, gateway.clearing, split),
      ...(transactionId !== null && { reversesId: transactionId }),
    });
    if (!posted.isNew) return;
    payment.restore(amount, this.clock.now());
    await this.live.publish({ type: 'payment', userId, data: { paymentId: payment.id } });
  }
}
