/** Gives the slot back; twice is as good as once. */
export type Release = () => void;

/** So many calls at a time; the rest wait in turn, for as long as they can afford. */
export class Slots {
  private taken = 0;
  private readonly queue: ((release: Release) => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  get inUse(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** Waits for a slot; null when there was none in time, or too many wait already. */
  async take(patienceMs: number): Promise<Release | null> {
    if (this.taken < this.most) {
      this.taken += 1;
      return this.releaseOnce();
    }
    if (patienceMs <= 0 || this.queue.length >= this.mostWaiting) return null;
    return new Promise(resolve => {
      const served = (release: Release) => {
        clearTimeout(timer);
        resolve(release);
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(served), 1);
        resolve(null);
      }, patienceMs);
      this.queue.push(served);
    });
  }

  /** A freed slot goes straight to whoever waits longest, so that nobody overtakes. */
  private releaseOnce(): Release {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const next = this.queue.shift();
      if (next) next(this.releaseOnce());
      else this.taken -= 1;
    };
  }
}
