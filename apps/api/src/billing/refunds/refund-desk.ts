import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal, formatMoney } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, failpoint, Jobs, NotFoundError, RefusedError } from '@api/platform';
import { Gateways } from '../gateways/gateways';
import { Ledger } from '../ledger/ledger';
import { paymentNotFound } from '../payments/buyer-return';
import type { Payment } from '../payments/payment.entity';
import { splitBetween, type Split } from '../payments/payment-split';
import { PaymentRepository } from '../payments/payment.repository';
import { readAmount } from '../read-amount';
import { OPEN_REFUND_STATES, Refund } from './refund.entity';

/** What staff ask for. */
export interface RefundRequest {
  readonly paymentId: number;
  /** All that is left where it is not named. */
  readonly amountText: string | undefined;
  readonly reason: string;
  readonly staffId: number;
  /** The same key finds the same refund again, also where the process died before it could answer. */
  readonly idempotencyKey?: string | null;
}

/** What a refund would do. */
export interface RefundEffect extends Split {
  readonly currency: string;
  /** What may still be given back, this refund included. */
  readonly left: bigint;
  readonly balance: bigint;
  readonly balanceAfter: bigint;
}

/** What staff may have done about money to give back. The gateway is asked by a job, after the row is committed. */
@Injectable()
export class RefundDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly ledger: Ledger,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Writes a refund down and queues it; refuses what cannot be given back. */
  async request(request: RefundRequest): Promise<Refund> {
    const { paymentId, amountText, reason, staffId, idempotencyKey = null } = request;
    await failpoint('refund.before-row');
    const refund = await this.em.fork().transactional(async em => {
      const known = await this.repeated(em, request);
      if (known) return known;
      const { payment, left } = await this.refundable(paymentId);
      const amount = this.readPart(amountText, left, payment.currency);
      const wish = { paymentId, amount, currency: payment.currency, reason, requestedByUserId: staffId, idempotencyKey };
      const made = Refund.request(wish, this.clock.now());
      await em.persist(made).flush();
      await this.jobs.add('billing.send-refund', { refundId: made.id }, { singletonKey: `refund:${made.id}` });
      await this.audit.record({
        action: 'refund.requested',
        userId: payment.userId,
        target: { kind: 'payment', id: paymentId },
        details: { refundId: made.id, amount: formatDecimal(amount, payment.currency), currency: payment.currency, reason },
      });
      return made;
    });
    await failpoint('refund.after-row');
    return refund;
  }

  /** The refund that this key stands for already; looked for under the payment's lock. A key with another wish is refused. */
  private async repeated(em: EntityManager, request: RefundRequest): Promise<Refund | null> {
    const { paymentId, amountText, staffId, idempotencyKey = null } = request;
    if (idempotencyKey === null) return null;
    if (await this.payments.exists(paymentId)) await this.payments.held(paymentId);
    const known = await em.findOne(Refund, { requestedByUserId: staffId, idempotencyKey });
    if (!known) return null;
    const isSameAmount = amountText === undefined || readAmount(amountText, known.currency, 'amount') === known.amount;
    if (known.paymentId === paymentId && isSameAmount) return known;
    throw new ConflictError('idempotency_key_reused', 'This Idempotency-Key was already used for another refund.');
  }

  /** What a refund of this amount would do to credit and tax; changes nothing. */
  preview(paymentId: number, amountText: string | undefined): Promise<RefundEffect> {
    return this.em.fork().transactional(async () => {
      const { payment, left } = await this.refundable(paymentId);
      const { currency, refundedAmount, capturedAmount } = payment;
      const amount = this.readPart(amountText, left, currency);
      const split = splitBetween(payment, capturedAmount ?? 0n, refundedAmount, refundedAmount + amount);
      const { balance } = await this.ledger.hold(payment.userId);
      return { ...split, currency, left, balance, balanceAfter: balance - split.credit };
    });
  }

  /** A person has paid out what the gateway cannot; the bank's number of the booking says so once. */
  paidOut(refundId: number, bankReference: string): Promise<Refund> {
    return this.byHand(refundId, 'refund.paid-out', async refund => {
      const known = await this.em.findOne(Refund, { gatewayRefundId: bankReference });
      if (known) throw new ConflictError('bank_reference_used', `Refund ${known.id} has this bank reference already.`);
      refund.complete(bankReference, this.clock.now());
      await this.jobs.add('billing.take-back', { paymentId: refund.paymentId, refundId: bankReference });
    });
  }

  /** A refund that nobody has paid out yet shall not be. */
  withdraw(refundId: number): Promise<Refund> {
    return this.byHand(refundId, 'refund.withdrawn', refund => {
      refund.fail('Withdrawn by staff before it was paid out.', this.clock.now());
      return Promise.resolve();
    });
  }

  private byHand(
    refundId: number,
    action: 'refund.paid-out' | 'refund.withdrawn',
    act: (refund: Refund) => Promise<void>,
  ): Promise<Refund> {
    return this.em.fork().transactional(async em => {
      const known = await em.findOne(Refund, { id: refundId });
      if (!known) throw new NotFoundError('refund_not_found', 'There is no such refund.');
      const payment = await this.payments.held(known.paymentId);
      const refund = await em.findOneOrFail(Refund, { id: refundId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      const { capabilities, label } = this.gateways.named(payment.gateway);
      if (capabilities.refundsItself)
        throw new RefusedError('refund_not_by_hand', `${label} carries refunds out itself; there is nothing to record.`);
      if (refund.state !== 'pending')
        throw new ConflictError('refund_not_waiting', 'This refund does not wait to be paid out (any more).');
      await act(refund);
      await this.audit.record({
        action,
        userId: payment.userId,
        target: { kind: 'payment', id: payment.id },
        details: { refundId, amount: formatDecimal(refund.amount, refund.currency), currency: refund.currency },
      });
      return refund;
    });
  }

  /** The payment, held, and how much of it may go back. */
  private async refundable(paymentId: number): Promise<{ payment: Payment; left: bigint }> {
    if (!(await this.payments.exists(paymentId))) throw paymentNotFound();
    const payment = await this.payments.held(paymentId);
    if (payment.state !== 'captured' || payment.capturedAmount === null)
      throw new RefusedError('payment_not_refundable', 'Only a payment that has arrived can be refunded.');
    const [row] = await this.em.execute<{ open: string; disputed: boolean }[]>(
      `select coalesce((select sum(amount) from refunds where payment_id = ? and state in (${OPEN_REFUND_STATES.map(() => '?').join(', ')})), 0) as open,
         exists (select 1 from disputes where payment_id = ? and state = 'open') as disputed`,
      [paymentId, ...OPEN_REFUND_STATES, paymentId],
    );
    if (row?.disputed === true)
      throw new RefusedError(
        'payment_disputed',
        'The payment is disputed. Answer the dispute instead; a refund would pay twice.',
      );
    return { payment, left: payment.capturedAmount - payment.refundedAmount - BigInt(row?.open ?? 0) };
  }

  private readPart(text: string | undefined, left: bigint, currency: string): bigint {
    const amount = text === undefined ? left : readAmount(text, currency, 'amount');
    const message =
      left <= 0n ? 'Nothing of this payment is left to refund.' : `At most ${formatMoney(left, currency)} can be refunded.`;
    if (amount > left || left <= 0n) throw new RefusedError('refund_too_large', message, [{ field: 'amount', message }]);
    if (amount === 0n) throw new RefusedError('invalid_amount', 'A refund of nothing is none.', [{ field: 'amount', message }]);
    return amount;
  }
}
