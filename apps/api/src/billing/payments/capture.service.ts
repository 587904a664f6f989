import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock, Jobs, LiveHub } from '@api/platform';
import { worthOf } from './capture-check';
import { CreditPurchase } from './credit-purchase';
import type { Payment } from './payment.entity';
import { PaymentInquiry, type PaymentTruth } from './payment-inquiry';
import { PaymentRepository } from './payment.repository';

/** Who waits for somebody else's answer waits so long, looking again this often. */
const PATIENCE_MS = 12_000;
const LOOK_EVERY_MS = 100;

/**
 * Who brings the news. `buyer`: they come back from PayPal, so an order that nobody tried to capture is captured at once.
 * `news` (webhook, sweeper, staff): PayPal's order is read first, and captured only when it is approved.
 */
export type Bringer = 'buyer' | 'news';

interface Claim {
  readonly number: number;
  readonly payment: Payment;
  /** The order is to be captured without looking at it first. */
  readonly isCapturing: boolean;
}

interface Heard {
  readonly truth: PaymentTruth;
  /** The order was seen to be approved before it was captured. */
  readonly wasApproved: boolean;
}

/** The one way in which a payment becomes credit, whoever brings the news: browser, webhook, sweeper or staff. */
@Injectable()
export class CaptureService {
  private readonly log = new Logger(CaptureService.name);

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly inquiry: PaymentInquiry,
    private readonly purchase: CreditPurchase,
    private readonly clock: Clock,
    private readonly live: LiveHub,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Asks PayPal what is true about a payment and makes it so here, once. Returns the payment as it stands afterwards. Calls at
   * the same time share one inquiry: the others wait for its result.
   */
  async settle(paymentId: number, bringer: Bringer): Promise<Payment> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let hasWaited = false; ; hasWaited = true) {
      const payment = await this.payments.byId(paymentId);
      const isDone = payment.state === 'captured' || payment.orderId === null;
      const isAnsweredByOther = hasWaited && payment.claimedUntil === null;
      if (isDone || isAnsweredByOther || Date.now() > deadline) return payment;
      const claim = await this.claim(paymentId, bringer);
      if (claim) return this.record(claim, await this.ask(claim));
      while ((await this.payments.isClaimed(paymentId)) && Date.now() < deadline) await pause(LOOK_EVERY_MS);
    }
  }

  private claim(paymentId: number, bringer: Bringer): Promise<Claim | null> {
    return this.em.fork().transactional(async () => {
      const payment = await this.payments.held(paymentId);
      if (payment.state === 'captured') return null;
      const number = payment.claim(await this.payments.databaseTime(), this.clock.now());
      if (number === null) return null;
      const isCapturing = bringer === 'buyer' && (payment.state === 'created' || payment.state === 'approved');
      if (isCapturing) payment.beginCapture(this.clock.now());
      return { number, payment, isCapturing };
    });
  }

  /** Outside any transaction. */
  private async ask({ number, payment, isCapturing }: Claim): Promise<Heard> {
    const { id, orderId } = payment;
    if (orderId === null) throw new Error(`Payment ${id} has no order`);
    if (isCapturing) return { truth: await this.inquiry.capture(orderId, payment.captureRequestId), wasApproved: false };
    const truth = await this.inquiry.look(orderId);
    const mayCapture = payment.state !== 'pending' && payment.state !== 'failed';
    if (truth.kind !== 'approved' || !mayCapture) return { truth, wasApproved: false };
    const requestId = await this.beginCapture(id, number);
    return { truth: requestId === null ? truth : await this.inquiry.capture(orderId, requestId), wasApproved: true };
  }

  /** The request id to capture with; null when the claim has run out meanwhile. */
  private beginCapture(paymentId: number, number: number): Promise<string | null> {
    return this.em.fork().transactional(async () => {
      const payment = await this.payments.held(paymentId);
      if (payment.claimNumber !== number || payment.state === 'captured') return null;
      payment.beginCapture(this.clock.now());
      return payment.captureRequestId;
    });
  }

  private record(claim: Claim, { truth, wasApproved }: Heard): Promise<Payment> {
    return this.em.fork().transactional(async () => {
      const payment = await this.payments.held(claim.payment.id);
      const before = payment.state;
      const isOverrun = payment.claimNumber !== claim.number;
      // Money that PayPal took is credited whoever hears of it; anything else may be older than what is known by now.
      if (before === 'captured' || (isOverrun && truth.kind !== 'captured')) return payment;
      await this.apply(payment, truth, wasApproved);
      if (payment.state !== before || truth.kind === 'declined')
        await this.live.publish({ type: 'payment', userId: payment.userId, data: { paymentId: payment.id } });
      this.log.log(
        { paymentId: payment.id, from: before, to: payment.state, truth: truth.kind },
        'PayPal was asked about a payment',
      );
      return payment;
    });
  }

  private async apply(payment: Payment, truth: PaymentTruth, wasApproved: boolean): Promise<void> {
    const at = this.clock.now();
    const isOpen = payment.state === 'capturing' || payment.state === 'unknown';
    if (payment.state === 'failed' && truth.kind !== 'captured' && truth.kind !== 'under_review') return payment.keep(null, at);
    switch (truth.kind) {
      case 'captured': {
        const worth = worthOf(truth.capture, payment);
        if (!worth.isCreditable) return payment.fail(worth.reason, at);
        await this.purchase.credit(payment, truth.capture.id, worth);
        if (truth.capture.status !== 'COMPLETED')
          await this.jobs.add('billing.take-back', { paymentId: payment.id, refundId: null });
        return;
      }
      case 'under_review':
        return payment.awaitPayPal(truth.capture.id, truth.capture.reason, at);
      case 'refused':
        return payment.failDeclined(truth.captureId, truth.reason, at);
      case 'declined':
        return payment.decline(truth.approveUrl, at);
      case 'not_approved':
        return payment.state === 'pending'
          ? payment.keep('PayPal does not show the capture any more.', at)
          : payment.awaitBuyer(truth.approveUrl, at);
      case 'approved':
        return payment.keep('PayPal shows an approved order without its capture.', at);
      case 'not_captured':
        return wasApproved ? payment.awaitCapture(truth.reason, at) : payment.leaveOpen(truth.reason, at);
      case 'unknown':
        return isOpen ? payment.leaveOpen(truth.reason, at) : payment.keep(truth.reason, at);
    }
  }
}
