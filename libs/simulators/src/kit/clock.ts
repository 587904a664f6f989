const HOUR_MS = 3_600_000;

/** The sandbox's time: real time plus what somebody has moved it forward. It never runs backwards on its own. */
export class Clock {
  private aheadMs = 0;

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  date(): Date {
    return new Date(this.now());
  }

  advance(hours: number): Date {
    if (!Number.isFinite(hours) || hours < 0) throw new RangeError('The clock is moved forward by a number of hours.');
    this.aheadMs += hours * HOUR_MS;
    return this.date();
  }

  get aheadHours(): number {
    return this.aheadMs / HOUR_MS;
  }

  snapshot(): { aheadMs: number } {
    return { aheadMs: this.aheadMs };
  }

  restore(state: { aheadMs: number }): void {
    this.aheadMs = state.aheadMs;
  }

  reset(): void {
    this.aheadMs = 0;
  }
}
