import { formatDecimal } from '@sky/money';
import { type CaseNews, Dispute } from '../disputes/dispute.entity';
import type { PaymentTruth } from '../gateways/payment-gateway';
import { hearTruth } from '../payments/hear-truth';
import { houseLines, negated, type Split, splitBetween, splitOfCapture } from '../payments/payment-split';
import { Payment } from '../payments/payment.entity';
import { totalGoneBack } from '../refunds/gone-back';
import { taxed, type TaxMode, type TaxSnapshot } from '../tax/tax-quote';

export const HOUR = 3_600_000;
const PATIENCE = 72 * HOUR;
const START = Date.parse('2027-01-01T00:00:00Z');

/** What becomes of a request to capture. */
export type Answer = 'told' | 'lost before' | 'lost after';

/** PayPal as it is: what it was asked, what it took and gave back. Written from its documentation, not from our code. */
export class PayPal {
  order: 'created' | 'approved' | 'completed' = 'created';
  capture: { status: 'completed' | 'pending' | 'declined'; amount: bigint } | null = null;
  refunded = 0n;
  disputed: { state: 'open' | 'won' | 'lost'; taken: bigint; gaveBack: bigint } | null = null;
  private readonly answered = new Map<string, PaymentTruth>();

  /** What is gone from us now. */
  get gone(): bigint {
    return this.refunded + (this.disputed?.taken ?? 0n) - (this.disputed?.gaveBack ?? 0n);
  }

  look(currency: string): PaymentTruth {
    if (this.capture === null)
      return this.order === 'approved' ? { kind: 'approved' } : { kind: 'not_approved', approveUrl: 'https://paypal.example' };
    const capture = {
      id: 'CAPTURE',
      amount: formatDecimal(this.capture.amount, currency),
      currency,
      customId: '1',
      reason: null,
      hasGoneBack: this.gone > 0n,
      source: null,
    };
    if (this.capture.status === 'completed') return { kind: 'captured', capture };
    if (this.capture.status === 'pending') return { kind: 'under_review', capture };
    return { kind: 'refused', captureId: 'CAPTURE', reason: 'declined' };
  }

  take(
    requestId: string,
    currency: string,
    outcome: 'completed' | 'pending' | 'declined instrument',
    amount: bigint,
  ): PaymentTruth {
    const before = this.answered.get(requestId);
    if (before || this.capture !== null) return this.look(currency);
    if (this.order !== 'approved') return this.look(currency);
    if (outcome === 'declined instrument') {
      this.order = 'created';
      return { kind: 'declined', approveUrl: 'https://paypal.example' };
    }
    this.order = 'completed';
    this.capture = { status: outcome, amount };
    const truth = this.look(currency);
    this.answered.set(requestId, truth);
    return truth;
  }
}

/** Our side: the payment, its case, and a ledger that posts each reference once. */
export class World {
  readonly paypal = new PayPal();
  readonly payment: Payment;
  readonly posted = new Map<string, Split>();
  dispute: Dispute | null = null;
  /** Completed refunds that we recorded. */
  refunds = 0n;
  now = START;
  /** An inquiry that was sent and whose answer is still on its way. */
  underWay: { claimNumber: number; truth: PaymentTruth } | null = null;

  constructor(
    readonly currency: string,
    amount: bigint,
    mode: TaxMode,
    rate: number,
  ) {
    const { net, tax, gross } = taxed(amount, mode, rate, currency);
    const snapshot: TaxSnapshot | null =
      mode === 'none'
        ? null
        : {
            mode,
            name: 'VAT',
            rateBasisPoints: rate,
            country: 'DE',
            customerKind: 'consumer',
            net: formatDecimal(net, currency),
            tax: formatDecimal(tax, currency),
            gross: formatDecimal(gross, currency),
          };
    const wish = { userId: 7, amount: gross, credit: amount, tax: snapshot, currency, idempotencyKey: null };
    this.payment = Payment.open(wish, new Date(START));
    this.payment.id = 1;
    this.payment.nameOrder('ORDER', 'https://paypal.example', new Date(START));
  }

  get at(): Date {
    return new Date(this.now);
  }

  /** Credit as our ledger has it. */
  get credit(): bigint {
    return [...this.posted.values()].reduce((sum, { credit }) => sum + credit, 0n);
  }

  /** Money that our clearing account holds for the payment. */
  get held(): bigint {
    return [...this.posted.values()].reduce((sum, { gross }) => sum + gross, 0n);
  }

  post(reference: string, split: Split): void {
    const lines = houseLines(this.payment, 'paypal_clearing', split);
    const sum = lines.reduce((total, { amount }) => total + amount, split.credit);
    if (sum !== 0n) throw new Error(`${reference} does not sum to zero: ${sum}`);
    if (split.credit === 0n) throw new Error(`${reference} moves no credit`);
    if (this.posted.has(reference)) throw new Error(`${reference} would be posted twice`);
    this.posted.set(reference, split);
  }

  hear(truth: PaymentTruth, claimNumber: number, wasApproved: boolean): void {
    const { payment } = this;
    const money = hearTruth(payment, { truth, claimNumber, wasApproved }, PATIENCE, this.at);
    if (!money) return;
    const split = splitOfCapture(payment, money.worth.amount);
    this.post(`paypal-capture:${money.capture.id}`, split);
    const { amount, remark } = money.worth;
    payment.complete({ captureId: money.capture.id, amount, transactionId: 1n, remark }, this.at);
  }

  /** As `CaptureService` does it: claim, ask, record. */
  settle(
    bringer: 'buyer' | 'news',
    answer: Answer,
    outcome: 'completed' | 'pending' | 'declined instrument',
    taken: bigint,
  ): void {
    const claimNumber = this.claim();
    if (claimNumber === null) return;
    const { payment, paypal, currency } = this;
    let wasApproved = false;
    if (bringer === 'news' || (payment.state !== 'created' && payment.state !== 'approved')) {
      const truth = paypal.look(currency);
      wasApproved = truth.kind === 'approved';
      if (!wasApproved || payment.state === 'pending' || payment.state === 'failed') return this.hear(truth, claimNumber, false);
    }
    payment.beginCapture(this.at);
    const lost: PaymentTruth = { kind: 'unknown', reason: 'no answer' };
    if (answer === 'lost before') return this.hear(lost, claimNumber, wasApproved);
    const truth = paypal.take(payment.captureRequestId, currency, outcome, taken);
    this.hear(answer === 'told' ? truth : lost, claimNumber, wasApproved);
  }

  claim(): number | null {
    return this.payment.state === 'captured' ? null : this.payment.claim(this.at, this.at);
  }

  /** As `TakeBack` does it, with whatever PayPal tells of what was refunded; the refund that the news names is recorded first. */
  takeBack(told: bigint): void {
    if (told > this.refunds) this.refunds = told;
    const { payment } = this;
    if (payment.state !== 'captured') return;
    const captured = payment.capturedAmount ?? 0n;
    const known = this.refunds + (this.dispute?.takenAmount ?? 0n) - (this.dispute?.restoredAmount ?? 0n);
    const total = totalGoneBack({ captured, told, restored: payment.restoredAmount, known });
    const delta = total - payment.refundedAmount;
    if (delta <= 0n) return;
    const split = negated(splitBetween(payment, captured, payment.refundedAmount, total));
    this.post(`paypal-refund:${payment.takenInAll + delta}`, split);
    payment.recordRefund(total, this.at);
  }

  /** As `DisputeDesk` does it. */
  hearOfDispute(): void {
    const { payment, paypal } = this;
    if (payment.state !== 'captured' || paypal.disputed === null) return;
    const { state, taken } = paypal.disputed;
    const news: CaseNews = {
      gatewayDisputeId: 'CASE',
      state,
      amount: payment.capturedAmount ?? 0n,
      reason: null,
      stage: null,
      gatewayStatus: null,
      outcome: null,
      respondBy: null,
      takenAmount: state === 'open' ? null : taken,
    };
    if (this.dispute === null) this.dispute = Dispute.open(payment.id, this.currency, news, this.at);
    else if (this.dispute.state === 'open' || state !== 'open') this.dispute.hear(news, this.at);
    if (this.dispute.state !== 'won') this.takeBack(paypal.refunded);
    const owed = this.dispute.owed < payment.refundedAmount ? this.dispute.owed : payment.refundedAmount;
    if (owed <= 0n) return;
    const captured = payment.capturedAmount ?? 0n;
    this.dispute.restore(owed);
    this.post(
      `dispute-won:${this.dispute.restoredAmount}`,
      splitBetween(payment, captured, payment.refundedAmount - owed, payment.refundedAmount),
    );
    payment.restore(owed, this.at);
    this.takeBack(paypal.refunded);
  }
}
