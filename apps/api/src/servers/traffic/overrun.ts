/** The traffic of a period, in bytes; a limit of null is unlimited. */
export interface TrafficUse {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly totalBytes: number;
  readonly limitBytes: number | null;
}

/** What VirtFusion counts as a gigabyte of a traffic limit. */
export const GIGABYTE = 1_000_000_000;
/** A pace over less than this says nothing. */
const SHORTEST_PACE_MS = 6 * 3_600_000;
const ALERTS = [100, 80] as const;

/** The percent of the limit that is used, rounded down; null without a limit. */
export function usedPercent({ totalBytes, limitBytes }: TrafficUse): number | null {
  return limitBytes === null ? null : Math.floor((totalBytes / limitBytes) * 100);
}

/** Bytes at the end of the period if it goes on as until now; null while it is too early to say. */
export function expectedBytes({ startsAt, endsAt, totalBytes }: TrafficUse, now: Date): number | null {
  const passed = Math.min(now.getTime(), endsAt.getTime()) - startsAt.getTime();
  if (passed < SHORTEST_PACE_MS) return null;
  return Math.round((totalBytes / passed) * (endsAt.getTime() - startsAt.getTime()));
}

/** When the limit will be reached at this pace; null if it is not, within the period. */
export function reachedAt(use: TrafficUse, now: Date): Date | null {
  const expected = expectedBytes(use, now);
  const { startsAt, endsAt, totalBytes, limitBytes } = use;
  if (limitBytes === null || expected === null || totalBytes === 0 || expected <= limitBytes) return null;
  const passed = Math.min(now.getTime(), endsAt.getTime()) - startsAt.getTime();
  return new Date(startsAt.getTime() + (limitBytes / totalBytes) * passed);
}

/** The highest mark that was passed and not told yet; null if there is none. */
export function dueAlert(use: TrafficUse, alertedPercent: number): 80 | 100 | null {
  const used = usedPercent(use);
  if (used === null) return null;
  return ALERTS.find(mark => used >= mark && alertedPercent < mark) ?? null;
}
