import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RefundTruth } from '../gateways/payment-gateway';
import { newRequestKey, requestIdOf } from '../gateways/request-id';

export const REFUND_STATES = ['requested', 'sent', 'pending', 'unknown', 'completed', 'failed'] as const;
/**
 * How far a refund has come. `sent`: a request to the gateway may be under way. `pending`: on its way, or to be paid out by a person.
 * `unknown`: nobody knows what became of the request; it is asked again under the same id.
 */
export type RefundState = (typeof REFUND_STATES)[number];

/** States in which the money may still go back. */
export const OPEN_REFUND_STATES: readonly RefundState[] = ['requested', 'sent', 'pending', 'unknown'];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Pauses between two questions about a refund; after the last, once a day. */
const PAUSES = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];
/** A request that nobody came back from is asked again after this long. */
const SENT_FOR_MS = 30 * SECOND;

export const RefundSchema = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  properties: {
    id: p.integer().primary(),
    /** Part of the request id, as of a payment's. */
    requestKey: p.string(),
    paymentId: p.integer(),
    /** What goes back to the buyer, tax included; micro-units. */
    amount: p.bigint('bigint'),
    currency: p.string(),
    reason: p.text(),
    /** Who began it: our staff, or somebody on the gateway's own site. */
    origin: p.string().$type<'staff' | 'gateway'>(),
    state: p.string().$type<RefundState>(),
    gatewayRefundId: p.string().nullable(),
    requestedByUserId: p.integer().nullable(),
    /** The request's, so that a repetition after a crash finds this refund again. */
    idempotencyKey: p.string().nullable(),
    lastError: p.text().nullable(),
    checks: p.integer(),
    nextCheckAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** What a refund is made of. */
export interface RefundWish {
  readonly paymentId: number;
  readonly amount: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly requestedByUserId: number;
  readonly idempotencyKey: string | null;
}

/** Money to give back, or given back, for one payment. */
export class Refund extends RefundSchema.class {
  declare gatewayRefundId: string | null;
  declare requestedByUserId: number | null;
  declare idempotencyKey: string | null;
  declare lastError: string | null;
  declare nextCheckAt: Date | null;

  static request(wish: RefundWish, at: Date): Refund {
    return Object.assign(new Refund(), {
      ...wish,
      requestKey: newRequestKey(),
      origin: 'staff',
      state: 'requested',
      gatewayRefundId: null,
      lastError: null,
      checks: 0,
      nextCheckAt: at,
      createdAt: at,
      updatedAt: at,
    } as const);
  }

  /** The request id by which the gateway knows a repetition; a refund has one, whatever happens. */
  get requestId(): string {
    return requestIdOf('refund', this);
  }

  get isOpen(): boolean {
    return OPEN_REFUND_STATES.includes(this.state);
  }

  /** A request to the gateway is about to be sent. */
  send(at: Date): void {
    this.state = this.state === 'pending' ? 'pending' : 'sent';
    this.nextCheckAt = new Date(at.getTime() + SENT_FOR_MS);
    this.updatedAt = at;
  }

  /** What the gateway answered. A refund that has ended stays as it is. */
  hear(truth: RefundTruth, isLeftToPeople: boolean, at: Date): void {
    if (!this.isOpen) return;
    switch (truth.kind) {
      case 'completed':
        return this.complete(truth.gatewayRefundId, at);
      case 'refused':
        return this.fail(truth.reason, at);
      case 'pending':
        this.gatewayRefundId = truth.gatewayRefundId;
        return this.wait('pending', truth.reason, isLeftToPeople ? null : at, at);
      case 'unknown':
        return this.wait(this.state === 'pending' ? 'pending' : 'unknown', truth.reason, at, at);
    }
  }

  /** The money has gone back. */
  complete(gatewayRefundId: string, at: Date): void {
    this.gatewayRefundId = gatewayRefundId;
    this.end('completed', null, at);
  }

  /** The money certainly has not gone back, and will not. */
  fail(reason: string, at: Date): void {
    this.end('failed', reason, at);
  }

  private wait(state: RefundState, reason: string | null, askFrom: Date | null, at: Date): void {
    this.checks = state === this.state ? this.checks + 1 : 0;
    this.state = state;
    this.lastError = reason;
    this.updatedAt = at;
    const pause = PAUSES[this.checks] ?? 24 * HOUR;
    this.nextCheckAt = askFrom === null ? null : new Date(askFrom.getTime() + pause);
  }

  private end(state: RefundState, reason: string | null, at: Date): void {
    this.state = state;
    this.lastError = reason;
    this.nextCheckAt = null;
    this.updatedAt = at;
  }
}
RefundSchema.setClass(Refund);
