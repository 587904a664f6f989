import { Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '@api/platform';

const WINDOW_MS = 60_000;
/** Unusable keys from one address in a minute; a program with an old key makes a few, somebody who tries keys many. */
const MOST = 60;
const SWEEP_ABOVE = 20_000;

/** Stops addresses that present one unusable key after another, so that each try does not cost a query. */
@Injectable()
export class GuessCounter {
  private readonly windows = new Map<string, { guesses: number; endsAt: number }>();

  /** Throws while an address has tried too many. */
  require(address: string): void {
    const window = this.windows.get(address);
    const now = Date.now();
    if (window && window.endsAt > now && window.guesses >= MOST)
      throw new TooManyRequestsError(
        'rate_limited',
        'Too many requests. Wait a moment and try again.',
        Math.ceil((window.endsAt - now) / 1000),
      );
  }

  count(address: string): void {
    const now = Date.now();
    const known = this.windows.get(address);
    if (known && known.endsAt > now) {
      known.guesses += 1;
      return;
    }
    if (this.windows.size > SWEEP_ABOVE)
      for (const [name, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(name);
    this.windows.set(address, { guesses: 1, endsAt: now + WINDOW_MS });
  }
}
