export type CircuitState = 'closed' | 'open' | 'half_open';

/** When a circuit opens, and for how long. */
export interface CircuitLimits {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** Failures further apart than this have nothing to do with each other. */
  readonly windowMs: number;
  /** The first pause; each probe that fails doubles it. */
  readonly openMs: number;
  readonly longestOpenMs: number;
}

/** What a call says about the other side; `neutral` says nothing, such as a call that was never sent. */
export type CircuitVerdict = 'success' | 'failure' | 'neutral';

/** The right to make one call, given back with what came of it. */
export interface CircuitPass {
  /** This one call decides whether the circuit closes. */
  readonly isProbe: boolean;
  settle(verdict: CircuitVerdict, reason?: string): void;
}

/**
 * Stops asking somebody who does not answer. While it is open nobody asks; after a pause one call goes as a probe, and what
 * comes of it closes the circuit or lengthens the pause. Everybody else is refused at once, also during the probe.
 */
export class Circuit {
  private state: CircuitState = 'closed';
  private since: number;
  private failures = 0;
  private firstFailureAt = 0;
  private reason: string | null = null;
  private pauseMs: number;

  constructor(
    private readonly limits: CircuitLimits,
    private readonly now: () => number = Date.now,
  ) {
    this.since = now();
    this.pauseMs = limits.openMs;
  }

  /** How long nobody may ask, in ms; 0 when a call may go. */
  closedForMs(): number {
    if (this.state === 'closed') return 0;
    // Somebody is asking; the answer may come at any moment, so soon is a fair guess.
    if (this.state === 'half_open') return 1_000;
    return Math.max(0, this.since + this.pauseMs - this.now());
  }

  /** Lets a call pass, or not. */
  admit(): CircuitPass | null {
    if (this.closedForMs() > 0) return null;
    const isProbe = this.state === 'open';
    if (isProbe) this.turn('half_open');
    let isSettled = false;
    return {
      isProbe,
      settle: (verdict, reason) => {
        if (isSettled) return;
        isSettled = true;
        if (isProbe) this.judge(verdict, reason);
        else this.count(verdict, reason);
      },
    };
  }

  report() {
    return { state: this.state, since: new Date(this.since), failures: this.failures, reason: this.reason };
  }

  private judge(verdict: CircuitVerdict, reason?: string): void {
    if (this.state !== 'half_open') return;
    if (verdict === 'success') {
      this.failures = 0;
      this.reason = null;
      this.pauseMs = this.limits.openMs;
      this.turn('closed');
    } else {
      // A probe that was never sent proves nothing: the next call may be one at once.
      const isFailure = verdict === 'failure';
      this.pauseMs = isFailure ? Math.min(this.limits.longestOpenMs, this.pauseMs * 2) : this.pauseMs;
      this.reason = reason ?? this.reason;
      this.turn('open', isFailure ? this.now() : this.now() - this.pauseMs);
    }
  }

  /** Answers to calls from before it opened come late and change nothing. */
  private count(verdict: CircuitVerdict, reason?: string): void {
    if (this.state !== 'closed' || verdict === 'neutral') return;
    if (verdict === 'success') {
      this.failures = 0;
      this.reason = null;
      return;
    }
    const isNew = this.failures === 0 || this.now() - this.firstFailureAt > this.limits.windowMs;
    if (isNew) this.firstFailureAt = this.now();
    this.failures = isNew ? 1 : this.failures + 1;
    this.reason = reason ?? null;
    if (this.failures >= this.limits.failures) this.turn('open');
  }

  private turn(state: CircuitState, since = this.now()): void {
    this.state = state;
    this.since = since;
  }
}
