import { defineEntity, p } from '@mikro-orm/postgresql';

export const AutomaticTopUpSchema = defineEntity({
  name: 'AutomaticTopUp',
  tableName: 'automatic_top_ups',
  properties: {
    userId: p.integer().primary(),
    isOn: p.boolean(),
    /** The credit is to last so long. */
    daysAhead: p.integer(),
    /** Credit to buy each time; null: as much as is needed. Micro-units. */
    fixedAmount: p.bigint('bigint').nullable(),
    /** To be paid at most in a calendar day and a calendar month (UTC), tax included. */
    dayCap: p.bigint('bigint'),
    monthCap: p.bigint('bigint'),
    /** Failures count from here on. */
    beganAt: p.datetime(),
    stoppedAt: p.datetime().nullable(),
    stopReason: p.text().nullable(),
    updatedAt: p.datetime(),
  },
});

/** What a customer decided about automatic top-ups. */
export interface TopUpTerms {
  readonly isOn: boolean;
  readonly daysAhead: number;
  readonly fixedAmount: bigint | null;
  readonly dayCap: bigint;
  readonly monthCap: bigint;
}

/** A customer's standing order to keep the credit up; off until they turn it on. */
export class AutomaticTopUp extends AutomaticTopUpSchema.class {
  declare fixedAmount: bigint | null;
  declare stoppedAt: Date | null;
  declare stopReason: string | null;

  static of(userId: number, terms: TopUpTerms, at: Date): AutomaticTopUp {
    const made = Object.assign(new AutomaticTopUp(), { userId, beganAt: at });
    made.change(terms, at);
    return made;
  }

  /** New terms are a new beginning: earlier failures are forgotten. */
  change(terms: TopUpTerms, at: Date): void {
    Object.assign(this, terms);
    this.beganAt = at;
    this.stoppedAt = null;
    this.stopReason = null;
    this.updatedAt = at;
  }

  /** It stops by itself until the customer turns it on again. */
  stop(reason: string, at: Date): void {
    this.isOn = false;
    this.stoppedAt = at;
    this.stopReason = reason;
    this.updatedAt = at;
  }
}
AutomaticTopUpSchema.setClass(AutomaticTopUp);
