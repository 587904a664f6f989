import { Injectable } from '@nestjs/common';
import { BudgetStore } from './budget-store';

/** Taken at a time, so that most requests write nothing. */
const CHUNK = 10;
/** Shortest time for which a refusal is remembered; until then nobody is asked again. */
const SHORTEST_REFUSAL_MS = 50;
/** More subjects than this means that most are idle; the ended ones are swept then. */
const SWEEP_ABOVE = 20_000;

/** Whether a request may go on, and what to tell about the limit. */
export interface Verdict {
  readonly isAdmitted: boolean;
  readonly limit: number;
  /** As far as this process knows. */
  readonly remaining: number;
  readonly resetSeconds: number;
  /** 0 for those who are admitted. */
  readonly retryAfterSeconds: number;
}

interface Lease {
  left: number;
  remaining: number;
  /** Milliseconds since the epoch. */
  endsAt: number;
  refusedUntil: number;
  pending: Promise<void> | null;
}

/**
 * Admits so many requests a minute over all processes. Each process takes a few at a time from the common budget and counts
 * those in memory; together they never admit more than the budget.
 */
@Injectable()
export class SharedLimiter {
  private readonly leases = new Map<string, Lease>();

  constructor(private readonly budgets: BudgetStore) {}

  async admit(subject: string, limit: number): Promise<Verdict> {
    const lease = this.leaseOf(subject);
    for (;;) {
      const now = Date.now();
      if (lease.endsAt > now && lease.left > 0) {
        lease.left -= 1;
        return this.verdict(lease, limit, true, now);
      }
      if (lease.refusedUntil > now) return this.verdict(lease, limit, false, now);
      // Whoever waits for the same lease shares one question to the store.
      lease.pending ??= this.renew(subject, limit, lease).finally(() => (lease.pending = null));
      await lease.pending;
    }
  }

  private async renew(subject: string, limit: number, lease: Lease): Promise<void> {
    const { granted, remaining, endsInMs, retryInMs } = await this.budgets.take(subject, limit, CHUNK);
    const now = Date.now();
    lease.left = granted;
    lease.remaining = remaining;
    lease.endsAt = now + endsInMs;
    lease.refusedUntil = granted > 0 ? 0 : now + Math.max(retryInMs, SHORTEST_REFUSAL_MS);
  }

  private verdict(lease: Lease, limit: number, isAdmitted: boolean, now: number): Verdict {
    return {
      isAdmitted,
      limit,
      remaining: isAdmitted ? lease.left + lease.remaining : 0,
      resetSeconds: Math.max(1, Math.ceil((lease.endsAt - now) / 1000)),
      retryAfterSeconds: isAdmitted ? 0 : Math.max(1, Math.ceil((lease.refusedUntil - now) / 1000)),
    };
  }

  private leaseOf(subject: string): Lease {
    const known = this.leases.get(subject);
    if (known) return known;
    const now = Date.now();
    if (this.leases.size > SWEEP_ABOVE)
      for (const [name, { endsAt, pending }] of this.leases) if (endsAt <= now && pending === null) this.leases.delete(name);
    const lease: Lease = { left: 0, remaining: 0, endsAt: 0, refusedUntil: 0, pending: null };
    this.leases.set(subject, lease);
    return lease;
  }
}
