import type { Operation } from './operations';
import type { Surprise } from './canary/surprise';

export const CALL_OUTCOMES = ['ok', 'refused', 'limited', 'held_back', 'not_sent', 'unknown'] as const;

/** How a call ended; `limited` is a refusal because of too many requests, `held_back` was not even tried. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A call that has ended. */
export interface CallEnd {
  readonly operation: Operation;
  readonly groupId: number | null;
  readonly outcome: CallOutcome;
  readonly milliseconds: number;
}

/** Told what happens between us and VirtFusion. It must not throw; what it throws is lost. */
export interface VirtFusionObserver {
  onCall?(end: CallEnd): void;
  onSurprise?(surprise: Surprise): void;
}
