/** A flow is measured over this long; a burst within it passes. */
const WINDOW_MS = 250;

/** Keeps a flow below so many bytes a second by saying how long to pause; 0 means without a limit. */
export class Bandwidth {
  private windowFrom = 0;
  private inWindow = 0;

  constructor(private readonly bytesPerSecond: number) {}

  /** Counts bytes that passed at `now` (milliseconds); returns how many milliseconds to wait before the next. */
  passed(bytes: number, now: number): number {
    if (this.bytesPerSecond === 0) return 0;
    if (now - this.windowFrom >= WINDOW_MS) {
      this.windowFrom = now;
      this.inWindow = 0;
    }
    this.inWindow += bytes;
    const earned = (this.inWindow / this.bytesPerSecond) * 1_000;
    return earned <= WINDOW_MS ? 0 : Math.ceil(this.windowFrom + earned - now);
  }
}
