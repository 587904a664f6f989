import { fitsPath } from './glob';

/** The ways a simulated service can misbehave on request. */
export const FAULT_KINDS = ['status', 'delay', 'hang', 'drop', 'garbage', 'rate_limit'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault as it is asked for. */
export interface FaultRequest {
  /** The service's name, or `*` for all. */
  readonly service: string;
  readonly method?: string;
  /** Matched below the service's prefix, see `fitsPath`; none means every path. */
  readonly path?: string;
  readonly fault: FaultKind;
  /** Of `status` and `garbage`. */
  readonly status?: number;
  /** Of `delay`. */
  readonly delayMs?: number;
  /** Of `rate_limit`. */
  readonly retryAfterSeconds?: number;
  /** How many calls it spoils; without it the fault stays until it is removed. */
  readonly times?: number;
  /** Lets the service do its work first and spoils only the answer. */
  readonly after?: boolean;
}

/** A fault that is switched on. */
export interface Fault extends FaultRequest {
  readonly id: number;
  remaining: number | null;
  hits: number;
}

/** Which faults are switched on, and which of them the next call meets. */
export class Faults {
  private active: Fault[] = [];
  private nextId = 1;

  add(request: FaultRequest): Fault {
    const fault: Fault = { ...request, id: this.nextId++, remaining: request.times ?? null, hits: 0 };
    this.active.push(fault);
    return fault;
  }

  remove(id: number): boolean {
    const before = this.active.length;
    this.active = this.active.filter(fault => fault.id !== id);
    return this.active.length < before;
  }

  clear(): void {
    this.active = [];
  }

  list(): readonly Fault[] {
    return this.active;
  }

  /** The oldest fault that fits, used up once. */
  take(service: string, method: string, path: string): Fault | undefined {
    const fault = this.active.find(
      candidate =>
        (candidate.service === '*' || candidate.service === service) &&
        (candidate.method === undefined || candidate.method.toUpperCase() === method) &&
        (candidate.path === undefined || fitsPath(candidate.path, path)),
    );
    if (!fault) return undefined;
    fault.hits += 1;
    if (fault.remaining !== null) {
      fault.remaining -= 1;
      if (fault.remaining <= 0) this.remove(fault.id);
    }
    return fault;
  }
}
