import { defineEntity, p } from '@mikro-orm/postgresql';
import type { GatewayName } from '../gateways/payment-gateway';
import { LEASE_MS, nextCheck } from './check-schedule';
import { newRequestKey, requestIdOf } from '../gateways/request-id';
import type { TaxSnapshot } from '../tax/tax-quote';
import { MOVES, type PaymentState } from './payment-states';

export const PaymentSchema = defineEntity({
  name: 'Payment',
  tableName: 'payments',
  properties: {
    id: p.integer().primary(),
    /** Part of every request id: a restored database gives numbers out again that the gateway has heard before. */
    requestKey: p.string(),
    userId: p.integer(),
    gateway: p.string().$type<GatewayName>(),
    /** What the customer wanted to pay at the gateway, tax included, in micro-units. */
    amount: p.bigint('bigint'),
    /** What of it becomes credit when all of it is captured. */
    credit: p.bigint('bigint'),
    /** The tax as it was quoted when the payment was opened; null where nothing is taxed. */
    tax: p.json<TaxSnapshot | null>().nullable(),
    currency: p.string(),
    state: p.string().$type<PaymentState>(),
    orderId: p.string().nullable(),
    captureId: p.string().nullable(),
    /** Where the buyer approves the order. */
    approveUrl: p.text().nullable(),
    /** Part of the request id of a capture: a refused one needs another id, a repeated one the same. */
    captureAttempt: p.integer(),
    /** What PayPal says it took, and what of it went back so far; micro-units. */
    capturedAmount: p.bigint('bigint').nullable(),
    refundedAmount: p.bigint('bigint'),
    /** What came back after it had been taken, such as by a dispute that was won. */
    restoredAmount: p.bigint('bigint'),
    /** A kept way to pay by which it is paid without its buyer. */
    sourceId: p.integer().nullable(),
    /** The gateway is to keep the buyer's way to pay. */
    storesSource: p.boolean(),
    /** The last capture was declined; the buyer may choose another way to pay. */
    isDeclined: p.boolean(),
    transactionId: p.bigint('bigint').nullable(),
    idempotencyKey: p.string().nullable(),
    /** For staff: what kept the payment from going on, or what is odd about it. */
    lastError: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    /** Business time; null when nothing is to be asked any more. */
    nextCheckAt: p.datetime().nullable(),
    /** Questions asked since the last change of state. */
    checks: p.integer(),
    /** Counts claims, so that the answer of a claim that ran out is told from the present one's. */
    claimNumber: p.integer(),
    /** Database time. */
    claimedUntil: p.datetime().nullable(),
  },
});

/** What a customer wants to pay. */
export interface Wish {
  readonly userId: number;
  readonly gateway?: GatewayName;
  readonly sourceId?: number | null;
  readonly storesSource?: boolean;
  /** To be paid, tax included. */
  readonly amount: bigint;
  readonly credit: bigint;
  readonly tax: TaxSnapshot | null;
  readonly currency: string;
  readonly idempotencyKey: string | null;
}

/** Money that PayPal took, and the ledger transaction that credits it. */
export interface Credited {
  readonly captureId: string;
  readonly amount: bigint;
  readonly transactionId: bigint;
  /** What is odd about it, for staff. */
  readonly remark: string | null;
}

/** One top-up, from the wish to the money. It changes by these verbs only; each refuses what the table of moves does not allow. */
export class Payment extends PaymentSchema.class {
  // The schema's types allow for fields that were not loaded; payments are always loaded whole.
  declare tax: TaxSnapshot | null;
  declare orderId: string | null;
  declare captureId: string | null;
  declare approveUrl: string | null;
  declare transactionId: bigint | null;
  declare sourceId: number | null;
  declare capturedAmount: bigint | null;
  declare lastError: string | null;
  declare claimedUntil: Date | null;

  static open(wish: Wish, at: Date): Payment {
    const { userId, amount, credit, tax, currency, idempotencyKey } = wish;
    return Object.assign(new Payment(), {
      requestKey: newRequestKey(),
      userId,
      gateway: wish.gateway ?? 'paypal',
      sourceId: wish.sourceId ?? null,
      storesSource: wish.storesSource ?? false,
      amount,
      credit,
      tax,
      currency,
      state: 'created',
      orderId: null,
      captureId: null,
      approveUrl: null,
      captureAttempt: 1,
      capturedAmount: null,
      refundedAmount: 0n,
      restoredAmount: 0n,
      isDeclined: false,
      transactionId: null,
      idempotencyKey,
      lastError: null,
      createdAt: at,
      updatedAt: at,
      nextCheckAt: nextCheck('created', 0, at),
      checks: 0,
      claimNumber: 0,
      claimedUntil: null,
    });
  }

  /** The request ids by which PayPal knows a repetition. */
  get orderRequestId(): string {
    return requestIdOf('order', this);
  }

  get captureRequestId(): string {
    return `${requestIdOf('capture', this)}-${this.captureAttempt}`;
  }

  /** PayPal has an order for it, which waits for its buyer. */
  nameOrder(orderId: string, approveUrl: string | null, at: Date): void {
    this.orderId = orderId;
    this.approveUrl = approveUrl;
    this.lastError = null;
    this.updatedAt = at;
  }

  /**
   * Gives the right to ask PayPal about it to one caller for the length of a lease. Returns the claim's number, or null while
   * somebody else has it.
   */
  claim(databaseTime: Date, at: Date): number | null {
    if (this.claimedUntil !== null && this.claimedUntil > databaseTime) return null;
    this.claimedUntil = new Date(databaseTime.getTime() + LEASE_MS);
    this.nextCheckAt = new Date(at.getTime() + LEASE_MS);
    this.claimNumber += 1;
    return this.claimNumber;
  }

  /** A request to capture is about to be sent. The claim goes on. */
  beginCapture(at: Date): void {
    const { claimedUntil } = this;
    this.move('capturing', at);
    this.claimedUntil = claimedUntil;
  }

  /** PayPal waits for the buyer; an order that waited too long is given up. */
  awaitBuyer(approveUrl: string | null, patienceMs: number, at: Date): void {
    // Without a buyer there is nobody to wait for.
    const isGivenUp = this.sourceId !== null || at.getTime() - this.createdAt.getTime() >= patienceMs;
    this.approveUrl = approveUrl ?? this.approveUrl;
    if (this.state === 'capturing') this.captureAttempt += 1;
    this.move(isGivenUp ? 'cancelled' : 'created', at);
  }

  /** The buyer's way to pay was declined; the same order may be paid in another way. */
  decline(approveUrl: string | null, at: Date): void {
    this.approveUrl = approveUrl ?? this.approveUrl;
    this.captureAttempt += 1;
    this.isDeclined = true;
    this.lastError = 'PayPal declined the buyer’s way to pay.';
    this.move('created', at);
  }

  /** The buyer has approved, but the capture was not carried out yet. */
  awaitCapture(reason: string, at: Date): void {
    this.lastError = reason;
    this.move('approved', at);
  }

  /** PayPal has the money under review. */
  awaitPayPal(captureId: string, reason: string | null, at: Date): void {
    this.captureId = captureId;
    this.lastError = reason;
    this.isDeclined = false;
    this.move('pending', at);
  }

  /** A capture was asked for, and nobody knows what became of it. */
  leaveOpen(reason: string, at: Date): void {
    this.lastError = reason;
    this.move('unknown', at);
  }

  /** PayPal was asked and nothing has changed; it is asked again later. */
  keep(reason: string | null, at: Date): void {
    this.lastError = reason ?? this.lastError;
    this.move(this.state, at);
  }

  /** The money has arrived and is credited. */
  complete({ captureId, amount, transactionId, remark }: Credited, at: Date): void {
    this.captureId = captureId;
    this.capturedAmount = amount;
    this.transactionId = transactionId;
    this.lastError = remark;
    this.isDeclined = false;
    this.move('captured', at);
  }

  /** It will not be credited. Without an order nothing came of it, so its key may be used for another try. */
  fail(reason: string, at: Date): void {
    this.lastError = reason;
    if (this.orderId === null) this.idempotencyKey = null;
    this.move('failed', at);
  }

  /** PayPal took no money and will not. */
  failDeclined(captureId: string | null, reason: string, at: Date): void {
    this.captureId = captureId ?? this.captureId;
    this.isDeclined = true;
    this.fail(reason, at);
  }

  /** So much went back to the buyer all in all. */
  recordRefund(total: bigint, at: Date): void {
    if (this.state !== 'captured') throw new Error(`Payment ${this.id} is ${this.state}: there is nothing to take back`);
    this.refundedAmount = total;
    this.updatedAt = at;
  }

  /** Money that had been taken back is there again. */
  restore(amount: bigint, at: Date): void {
    if (amount > this.refundedAmount) throw new Error(`Payment ${this.id}: less was taken back than is to be restored`);
    this.refundedAmount -= amount;
    this.restoredAmount += amount;
    this.updatedAt = at;
  }

  /** All that was ever taken back, whatever came back since; it only grows, so it makes references unique. */
  get takenInAll(): bigint {
    return this.refundedAmount + this.restoredAmount;
  }

  private move(state: PaymentState, at: Date): void {
    const isChange = state !== this.state;
    if (isChange && !MOVES[this.state].includes(state))
      throw new Error(`Payment ${this.id} cannot go from ${this.state} to ${state}`);
    this.checks = isChange ? 0 : this.checks + 1;
    if (isChange) this.updatedAt = at;
    this.state = state;
    this.claimedUntil = null;
    this.nextCheckAt = nextCheck(state, this.checks, at);
  }
}
PaymentSchema.setClass(Payment);
