/** One answered request of a key. */
export interface AnsweredCall {
  readonly keyId: number;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly address: string;
  /** False when the key itself was refused, whatever it asked for. */
  readonly isAuthenticated: boolean;
}

interface CountedUse {
  readonly keyId: number;
  readonly day: string;
  /** Ten minutes, for what is judged within an hour. */
  readonly slot: string;
  readonly method: string;
  readonly route: string;
  requests: number;
  refusals: number;
  limited: number;
}

interface SeenAddress {
  readonly keyId: number;
  readonly address: string;
  at: string;
}

const SLOT_MS = 600_000;

/** Requests of keys, added up by day and route. */
export class UseTally {
  private readonly counts = new Map<string, CountedUse>();
  private readonly seen = new Map<string, SeenAddress>();

  add({ keyId, method, route, status, address, isAuthenticated }: AnsweredCall, at = new Date()): void {
    const day = at.toISOString().slice(0, 10);
    const slot = new Date(Math.floor(at.getTime() / SLOT_MS) * SLOT_MS).toISOString();
    const refusals = status === 401 || status === 403 ? 1 : 0;
    this.count({ keyId, day, slot, method, route, requests: 1, refusals, limited: status === 429 ? 1 : 0 });
    if (isAuthenticated) this.see({ keyId, address, at: at.toISOString() });
  }

  /** Takes over what could not be written. */
  addAll({ uses, addresses }: UseTally): void {
    for (const use of uses) this.count({ ...use });
    for (const address of addresses) this.see({ ...address });
  }

  get uses(): readonly CountedUse[] {
    return [...this.counts.values()];
  }

  get addresses(): readonly SeenAddress[] {
    return [...this.seen.values()];
  }

  get isEmpty(): boolean {
    return this.counts.size === 0;
  }

  private count(use: CountedUse): void {
    const name = [use.keyId, use.slot, use.method, use.route].join(' ');
    const known = this.counts.get(name);
    if (!known) {
      this.counts.set(name, use);
      return;
    }
    known.requests += use.requests;
    known.refusals += use.refusals;
    known.limited += use.limited;
  }

  private see(seen: SeenAddress): void {
    const name = `${seen.keyId} ${seen.address}`;
    const known = this.seen.get(name);
    if (!known) {
      this.seen.set(name, seen);
      return;
    }
    if (seen.at > known.at) known.at = seen.at;
  }
}
