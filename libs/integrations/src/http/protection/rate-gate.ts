/** What the other side tells about its limit of requests. */
export interface RateReport {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Nothing is sent before this. */
  readonly heldUntil: Date | null;
}

/** A limit without a word about its end: many systems count by the minute, so asking again soon is cheap and never for long. */
const UNTOLD_PAUSE_SECONDS = 5;

/** Remembers how much may still be asked, and keeps quiet after having been told to. */
export class RateGate {
  private limit: number | null = null;
  private remaining: number | null = null;
  private heldUntil = 0;

  constructor(
    private readonly longestQuietMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** How long to keep quiet, in ms. */
  waitMs(): number {
    return Math.max(0, this.heldUntil - this.now());
  }

  /** Takes in what an answer tells. */
  heed(status: number, headers: Headers): void {
    this.limit = numberIn(headers, 'x-ratelimit-limit') ?? this.limit;
    this.remaining = numberIn(headers, 'x-ratelimit-remaining');
    if (status === 429) this.hold(secondsIn(headers, this.now()) ?? UNTOLD_PAUSE_SECONDS);
    else if (this.remaining === 0) this.hold(resetIn(headers, this.now()) ?? 1);
  }

  report(): RateReport {
    return {
      limit: this.limit,
      remaining: this.remaining,
      heldUntil: this.waitMs() > 0 ? new Date(this.heldUntil) : null,
    };
  }

  private hold(seconds: number): void {
    const until = this.now() + Math.min(this.longestQuietMs, seconds * 1000);
    this.heldUntil = Math.max(this.heldUntil, until);
  }
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Seconds, or a date. */
function secondsIn(headers: Headers, now: number): number | null {
  const told = numberIn(headers, 'retry-after');
  if (told !== null) return told;
  const at = Date.parse(headers.get('retry-after') ?? '');
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** A second of the calendar. */
function resetIn(headers: Headers, now: number): number | null {
  const at = numberIn(headers, 'x-ratelimit-reset');
  return at === null ? null : Math.max(0, at - Math.floor(now / 1000));
}
