/** What a process got of a subject's budget for the present window. */
export interface Grant {
  readonly granted: number;
  /** What is left for everybody. */
  readonly remaining: number;
  readonly endsInMs: number;
  /** When something may be free again; 0 when something was granted. */
  readonly retryInMs: number;
}

export const WINDOW_MS = 60_000;

/** Where the budgets of all processes are kept. */
export abstract class BudgetStore {
  /** Takes up to so many requests of what a subject may make in a minute; shares get smaller as the budget runs out. */
  abstract take(subject: string, limit: number, wanted: number): Promise<Grant>;
}

/** How much of what is free one process gets: a quarter at most, so that little lies unused in a lease near the end. */
export function shareOf(free: number, wanted: number): number {
  return Math.max(0, Math.min(wanted, free, Math.max(1, Math.floor(free / 4))));
}
