import { Injectable } from '@nestjs/common';
import type { CallEnd, CallOutcome, Operation, Surprise, VirtFusionObserver } from '@sky/integrations/virtfusion';

/** How many calls of one kind ended in one way within one minute. */
export interface CallCount {
  readonly minute: Date;
  readonly operation: Operation;
  readonly outcome: CallOutcome;
  calls: number;
  milliseconds: number;
}

/** A surprise, and how often it came since the last look. */
export interface SurpriseCount {
  readonly surprise: Surprise;
  times: number;
}

const MINUTE_MS = 60_000;
/** An outage of our own database must not fill the memory. */
const MOST_ENTRIES = 2_000;

/** Keeps what the client of VirtFusion tells, until somebody writes it down. */
@Injectable()
export class CallJournal implements VirtFusionObserver {
  private readonly counts = new Map<string, CallCount>();
  private readonly surprises = new Map<string, SurpriseCount>();

  onCall({ operation, outcome, milliseconds }: CallEnd): void {
    const minute = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
    this.count({ minute, operation, outcome, calls: 1, milliseconds });
  }

  onSurprise(surprise: Surprise): void {
    this.note({ surprise, times: 1 });
  }

  /** Hands over everything and begins anew. */
  take(): { calls: CallCount[]; surprises: SurpriseCount[] } {
    const taken = { calls: [...this.counts.values()], surprises: [...this.surprises.values()] };
    this.counts.clear();
    this.surprises.clear();
    return taken;
  }

  /** Takes back what could not be written down. */
  giveBack({ calls, surprises }: ReturnType<CallJournal['take']>): void {
    for (const count of calls) this.count(count);
    for (const noted of surprises) this.note(noted);
  }

  private count({ minute, operation, outcome, calls, milliseconds }: CallCount): void {
    const key = `${minute.getTime()} ${outcome} ${operation}`;
    const known = this.counts.get(key);
    if (known) {
      known.calls += calls;
      known.milliseconds += milliseconds;
    } else if (this.counts.size < MOST_ENTRIES) this.counts.set(key, { minute, operation, outcome, calls, milliseconds });
  }

  private note({ surprise, times }: SurpriseCount): void {
    const key = JSON.stringify(surprise);
    const known = this.surprises.get(key);
    if (known) known.times += times;
    else if (this.surprises.size < MOST_ENTRIES) this.surprises.set(key, { surprise, times });
  }
}
