import type { Moment } from './model';

/** A calendar month, in UTC. */
export interface Month {
  readonly start: Moment;
  /** The first millisecond of the next month. */
  readonly end: Moment;
  /** Days in it. */
  readonly days: number;
}

const DAY_MS = 86_400_000;

/** The month a moment lies in, or one that many months away. */
export function monthOf(moment: Moment, away = 0): Month {
  const date = new Date(moment);
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + away, 1);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + away + 1, 1);
  return { start, end, days: Math.round((end - start) / DAY_MS) };
}

/** `January 2025` */
export function monthName({ start }: Month): string {
  return new Date(start).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** `2025-01-01` */
export function dayText(moment: Moment): string {
  return new Date(moment).toISOString().slice(0, 10);
}
