import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  /** Milliseconds since the epoch. */
  endsAt: number;
}

/** More callers than this within a window means that most of them have gone; the ended windows are swept then. */
const SWEEP_ABOVE = 50_000;

/**
 * Counts requests in fixed windows, in this process. The throttler's own store keeps a timer for each request, which costs
 * more than answering some of them.
 */
@Injectable()
export class WindowCounters implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();

  increment(key: string, ttl: number, limit: number): Promise<Counted> {
    const now = Date.now();
    const known = this.windows.get(key);
    const window = known && known.endsAt > now ? known : this.open(key, now + ttl, now);
    window.hits += 1;
    const seconds = Math.ceil((window.endsAt - now) / 1000);
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }

  private open(key: string, endsAt: number, now: number): Window {
    if (this.windows.size > SWEEP_ABOVE)
      for (const [name, window] of this.windows) if (window.endsAt <= now) this.windows.delete(name);
    const window = { hits: 0, endsAt };
    this.windows.set(key, window);
    return window;
  }
}
