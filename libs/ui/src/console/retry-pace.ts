const SECONDS = [1, 2, 4, 8, 16];
/** A fifth up or down, so that many browsers do not come back in one moment. */
const JITTER = 0.2;

/** How long to wait before the next try, in milliseconds; null after the last. `attempt` counts from 0, `chance` is 0 to 1. */
export function retryAfter(attempt: number, chance: number): number | null {
  const seconds = SECONDS[attempt];
  return seconds === undefined ? null : Math.round(seconds * 1_000 * (1 + JITTER * (2 * chance - 1)));
}
