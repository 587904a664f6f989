import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock, failpoint, Jobs, LiveHub } from '@api/platform';
import { PaymentSources } from '../auto-top-up/payment-sources';
import { Gateways } from '../gateways/gateways';
import { CreditPurchase } from './credit-purchase';
import { type Heard, hearTruth, type ToCredit } from './hear-truth';
import type { Payment } from './payment.entity';
import { PaymentRepository } from './payment.repository';

/** Who waits for somebody else's answer waits so long, looking again this often. */
const PATIENCE_MS = 12_000;
const LOOK_EVERY_MS = 100;

/**
 * Who brings the news. `buyer`: they come back from the gateway, so an order that nobody tried to capture is captured at once.
 * `news` (webhook, sweeper, staff): the gateway's order is read first, and captured only when it is approved.
 */
export type Bringer = 'buyer' | 'news';

interface Claim {
  readonly number: number;
  readonly payment: Payment;
  /** The order is to be captured without looking at it first. */
  readonly isCapturing: boolean;
}

type Answer = Omit<Heard, 'claimNumber'>;

/** The one way in which a payment becomes credit, whoever brings the news: browser, webhook, sweeper or staff. */
@Injectable()
export class CaptureService {
  private readonly log = new Logger(CaptureService.name);

  constructor(
    private readonly em: EntityManager,
    private readonly payments: PaymentRepository,
    private readonly gateways: Gateways,
    private readonly purchase: CreditPurchase,
    private readonly sources: PaymentSources,
    private readonly clock: Clock,
    private readonly live: LiveHub,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Asks the gateway what is true about a payment and makes it so here, once. Returns the payment as it stands afterwards. Calls at
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
      const { capturesItself } = this.gateways.named(payment.gateway).capabilities;
      const isCapturing = !capturesItself && bringer === 'buyer' && (payment.state === 'created' || payment.state === 'approved');
      if (isCapturing) payment.beginCapture(this.clock.now());
      return { number, payment, isCapturing };
    });
  }

  /** Outside any transaction. */
  private async ask({ number, payment, isCapturing }: Claim): Promise<Answer> {
    const { id, orderId } = payment;
    const gateway = this.gateways.named(payment.gateway);
    if (orderId === null) throw new Error(`Payment ${id} has no order`);
    if (isCapturing) return { truth: await gateway.capture(orderId, payment.captureRequestId), wasApproved: false };
    const truth = await gateway.look(orderId);
    const mayCapture = payment.state !== 'pending' && payment.state !== 'failed';
    if (truth.kind !== 'approved' || !mayCapture) return { truth, wasApproved: false };
    const requestId = await this.beginCapture(id, number);
    return { truth: requestId === null ? truth : await gateway.capture(orderId, requestId), wasApproved: true };
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

  private async record(claim: Claim, { truth, wasApproved }: Answer): Promise<Payment> {
    const recorded = await this.em.fork().transactional(async () => {
      const payment = await this.payments.held(claim.payment.id);
      const before = payment.state;
      if (before === 'captured') return payment;
      const { patienceMs } = this.gateways.named(payment.gateway).capabilities;
      const money = hearTruth(payment, { truth, wasApproved, claimNumber: claim.number }, patienceMs, this.clock.now());
      if (money) await this.credit(payment, money);
      if (payment.state !== before || truth.kind === 'declined')
        await this.live.publish({ type: 'payment', userId: payment.userId, data: { paymentId: payment.id } });
      this.log.log(
        { paymentId: payment.id, from: before, to: payment.state, truth: truth.kind },
        'a gateway was asked about a payment',
      );
      await failpoint('capture.before-commit');
      return payment;
    });
    await failpoint('capture.after-commit');
    return recorded;
  }

  private async credit(payment: Payment, { capture, worth }: ToCredit): Promise<void> {
    await this.purchase.credit(payment, capture.id, worth);
    await this.sources.keep(payment, capture.source);
    if (capture.hasGoneBack) await this.jobs.add('billing.take-back', { paymentId: payment.id, refundId: null });
  }
}
