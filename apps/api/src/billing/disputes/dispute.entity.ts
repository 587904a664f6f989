import { defineEntity, p } from '@mikro-orm/postgresql';

export const DISPUTE_STATES = ['open', 'won', 'lost'] as const;
/** `lost`: the money is gone; `won`: it stays, or comes back. */
export type DisputeState = (typeof DISPUTE_STATES)[number];

export const DisputeSchema = defineEntity({
  name: 'Dispute',
  tableName: 'disputes',
  properties: {
    id: p.integer().primary(),
    paymentId: p.integer(),
    /** Null for a reversal that came without a dispute. */
    gatewayDisputeId: p.string().nullable(),
    state: p.string().$type<DisputeState>(),
    /** What the buyer wants back; micro-units. */
    amount: p.bigint('bigint'),
    currency: p.string(),
    reason: p.string().nullable(),
    stage: p.string().nullable(),
    gatewayStatus: p.string().nullable(),
    outcome: p.string().nullable(),
    /** What went back to the buyer because of it, and what of that came back. */
    takenAmount: p.bigint('bigint'),
    restoredAmount: p.bigint('bigint'),
    respondBy: p.datetime().nullable(),
    openedAt: p.datetime(),
    updatedAt: p.datetime(),
    closedAt: p.datetime().nullable(),
  },
});

/** What a gateway says about a case. */
export interface CaseNews {
  readonly gatewayDisputeId: string | null;
  readonly state: DisputeState;
  readonly amount: bigint;
  readonly reason: string | null;
  readonly stage: string | null;
  readonly gatewayStatus: string | null;
  readonly outcome: string | null;
  readonly respondBy: Date | null;
  /** What went back to the buyer; null while nothing is said about it. */
  readonly takenAmount: bigint | null;
}

/** A buyer's complaint, or a chargeback, as a case that is open until it is won or lost. */
export class Dispute extends DisputeSchema.class {
  declare gatewayDisputeId: string | null;
  declare reason: string | null;
  declare stage: string | null;
  declare gatewayStatus: string | null;
  declare outcome: string | null;
  declare respondBy: Date | null;
  declare closedAt: Date | null;

  static open(paymentId: number, currency: string, news: CaseNews, at: Date): Dispute {
    const dispute = Object.assign(new Dispute(), {
      paymentId,
      currency,
      gatewayDisputeId: news.gatewayDisputeId,
      state: 'open',
      amount: news.amount,
      takenAmount: 0n,
      restoredAmount: 0n,
      openedAt: at,
      closedAt: null,
    } as const);
    dispute.hear(news, at);
    return dispute;
  }

  /** Brings the case up to date. What was taken only grows; what comes back is for whoever moves the money to record. */
  hear(news: CaseNews, at: Date): void {
    this.gatewayDisputeId ??= news.gatewayDisputeId;
    this.amount = news.amount > 0n ? news.amount : this.amount;
    this.reason = news.reason ?? this.reason ?? null;
    this.stage = news.stage ?? this.stage ?? null;
    this.gatewayStatus = news.gatewayStatus ?? this.gatewayStatus ?? null;
    this.outcome = news.outcome ?? this.outcome ?? null;
    this.respondBy = news.respondBy;
    this.updatedAt = at;
    // What came back after an earlier win counts as taken once more when the case is lost after all.
    const taken = news.takenAmount === null || news.state === 'won' ? 0n : this.restoredAmount + news.takenAmount;
    if (taken > this.takenAmount) this.takenAmount = taken;
    if (news.state === this.state) return;
    this.state = news.state;
    this.closedAt = news.state === 'open' ? null : at;
  }

  /** What is to come back, now that the case is won. */
  get owed(): bigint {
    return this.state === 'won' ? this.takenAmount - this.restoredAmount : 0n;
  }

  /** The credit is there again. */
  restore(amount: bigint): void {
    this.restoredAmount += amount;
  }
}
DisputeSchema.setClass(Dispute);
