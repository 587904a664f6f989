interface Entry<Value> {
  readonly answer: Promise<Value>;
  /** When it is certainly answered. */
  readonly endsAt: number;
  /** Null while it is on its way. */
  keptUntil: number | null;
}

/**
 * Answers the same question once for all who ask it at the same time, and for a moment longer where that does no harm. A change
 * forgets everything, so that nobody reads what was true before their own change.
 */
export class ShortMemory<Value> {
  private entries = new Map<string, Entry<Value>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Asks, or joins whoever asked; never waits for somebody who may take longer than until `endsAt`. */
  ask(key: string, { keepMs, endsAt }: { keepMs: number; endsAt: number }, question: () => Promise<Value>): Promise<Value> {
    const known = this.entries.get(key);
    if (known && this.isUsable(known, endsAt)) return known.answer;
    const entries = this.entries;
    const entry: Entry<Value> = { answer: question(), endsAt, keptUntil: null };
    entries.set(key, entry);
    const end = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    entry.answer.then(() => {
      entry.keptUntil = this.now() + keepMs;
      if (keepMs > 0) setTimeout(end, keepMs).unref();
      else end();
    }, end);
    return entry.answer;
  }

  /** Forgets everything, also what is on its way. */
  forget(): void {
    this.entries = new Map();
  }

  private isUsable({ keptUntil, endsAt }: Entry<Value>, mine: number): boolean {
    return keptUntil === null ? endsAt <= mine : keptUntil > this.now();
  }
}
