import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { PayPal, type PayPalDispute } from '@sky/integrations/paypal';
import { UpstreamNotFound } from '@sky/integrations/upstream';
import { formatMoney, parseMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, failpoint } from '@api/platform';
import type { Payment } from '../payments/payment.entity';
import { PaymentRepository } from '../payments/payment.repository';
import { TakeBack } from '../refunds/take-back';
import { type CaseNews, Dispute } from './dispute.entity';

/** Long enough for PayPal's slowest answer, short enough for a job. */
const REQUEST_TIMEOUT_MS = 7_000;

/** Keeps cases of disputes and reversals as the gateway tells of them, and moves the money that they move. */
@Injectable()
export class DisputeDesk {
  private readonly log = new Logger(DisputeDesk.name);
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly takeBack: TakeBack,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(REQUEST_TIMEOUT_MS);
  }

  /** The dispute as PayPal tells it; null when it knows none of this id. */
  async ask(gatewayDisputeId: string): Promise<PayPalDispute | null> {
    try {
      return await this.paypal.dispute(gatewayDisputeId);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }

  /** A dispute has news. Returns what came of it, in words. */
  async hearOfDispute(payment: Payment, told: PayPalDispute): Promise<string> {
    const { currency } = payment;
    if (told.currency !== currency) return `Dispute ${told.id} is in ${told.currency}; nothing was done.`;
    const amount = parseMoney(told.amount, currency);
    const gone = told.refunded === null ? amount : parseMoney(told.refunded, currency);
    return this.hear(payment, {
      gatewayDisputeId: told.id,
      state: told.verdict,
      amount,
      reason: told.reason,
      stage: told.stage,
      gatewayStatus: told.status,
      outcome: told.outcome,
      respondBy: told.verdict === 'open' ? told.respondBy : null,
      takenAmount: told.verdict === 'lost' ? gone : null,
    });
  }

  /** PayPal took money back. It belongs to the payment's case, where there is one. */
  async hearOfReversal(payment: Payment, gatewayRefundId: string | null): Promise<string> {
    const reversed = gatewayRefundId === null ? null : await this.reversalOf(payment, gatewayRefundId);
    const amount = reversed ?? (payment.capturedAmount ?? payment.amount) - payment.refundedAmount;
    if (amount <= 0n) return `Payment ${payment.id}: nothing more to take back.`;
    const latest = await this.em.fork().findOne(Dispute, { paymentId: payment.id }, { orderBy: { id: 'desc' } });
    return this.hear(
      payment,
      {
        gatewayDisputeId: latest?.gatewayDisputeId ?? null,
        state: latest?.state ?? 'lost',
        amount: latest?.amount ?? amount,
        reason: null,
        stage: null,
        gatewayStatus: 'REVERSED',
        outcome: null,
        respondBy: latest?.respondBy ?? null,
        takenAmount: amount,
      },
      gatewayRefundId,
    );
  }

  /** Records the news, then moves what it moves; asked again, it moves nothing twice. */
  private async hear(payment: Payment, news: CaseNews, gatewayRefundId: string | null = null): Promise<string> {
    const dispute = await this.record(payment, news);
    await failpoint('dispute.after-record');
    const taken = dispute.takenAmount > dispute.restoredAmount && dispute.state !== 'won';
    const moved = taken ? await this.takeBack.settle(payment.id, gatewayRefundId, 'reversal') : 0n;
    const restored = dispute.state === 'won' ? await this.restore(dispute.id) : 0n;
    // A refund that was made before we heard that the case is won was hidden by what the case had taken.
    if (restored > 0n) await this.takeBack.settle(payment.id, gatewayRefundId, 'refund');
    const words = [
      `Case ${dispute.id} of payment ${payment.id} is ${dispute.state}.`,
      ...(moved > 0n ? [`Took back ${formatMoney(moved, payment.currency)}.`] : []),
      ...(restored > 0n ? [`Gave back ${formatMoney(restored, payment.currency)}.`] : []),
    ].join(' ');
    this.log.log({ paymentId: payment.id, disputeId: dispute.id, state: dispute.state }, 'a dispute has news');
    return words;
  }

  /** The payment's lock makes cases of one payment wait for one another. */
  private record(payment: Payment, news: CaseNews): Promise<Dispute> {
    return this.em.fork().transactional(async em => {
      await this.payments.held(payment.id);
      const at = this.clock.now();
      const known = await this.caseOf(payment.id, news.gatewayDisputeId);
      const dispute = known ?? Dispute.open(payment.id, payment.currency, news, at);
      const before = known?.state ?? null;
      // A decision stands until PayPal decides otherwise.
      if (known && (known.state === 'open' || news.state !== 'open')) known.hear(news, at);
      await em.persist(dispute).flush();
      if (dispute.state !== before)
        await this.audit.record({
          action: before === null ? 'dispute.opened' : 'dispute.decided',
          userId: payment.userId,
          target: { kind: 'payment', id: payment.id },
          details: { disputeId: dispute.id, gatewayDisputeId: dispute.gatewayDisputeId, state: dispute.state },
        });
      return dispute;
    });
  }

  /** A reversal may come before its dispute: then the dispute takes that case over. */
  private async caseOf(paymentId: number, gatewayDisputeId: string | null): Promise<Dispute | null> {
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, orderBy: { id: 'desc' } } as const;
    const same = gatewayDisputeId === null ? null : await this.em.findOne(Dispute, { gatewayDisputeId }, options);
    return same ?? this.em.findOne(Dispute, { paymentId, gatewayDisputeId: null }, options);
  }

  private restore(disputeId: number): Promise<bigint> {
    return this.em.fork().transactional(async em => {
      const { paymentId } = await em.findOneOrFail(Dispute, { id: disputeId });
      const payment = await this.payments.held(paymentId);
      const dispute = await em.findOneOrFail(Dispute, { id: disputeId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      // Only what was really taken can come back: the money may have been gone before the case was lost.
      const owed = dispute.owed < payment.refundedAmount ? dispute.owed : payment.refundedAmount;
      if (owed <= 0n) return 0n;
      dispute.restore(owed);
      await this.takeBack.restore(payment, owed, `dispute-won:${disputeId}:${dispute.restoredAmount}`);
      return owed;
    });
  }

  private async reversalOf(payment: Payment, gatewayRefundId: string): Promise<bigint | null> {
    try {
      const { amount, currency, captureId } = await this.paypal.refund(gatewayRefundId);
      const isOfPayment = captureId === payment.captureId && currency === payment.currency;
      return amount !== null && isOfPayment ? parseMoney(amount, payment.currency) : null;
    } catch (error) {
      if (error instanceof UpstreamNotFound) return null;
      throw error;
    }
  }
}
