/** A stretch of business time: from its start until just before its end. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** The first moment of a moment's month (UTC), or of one so many months later. */
export function monthStart(at: Date, later = 0): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1));
}

/** How many months there are from one moment's month to another's, both counted. */
export function monthsBetween(first: Date, last: Date): number {
  return (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
}

/** Such as `2026-11`. */
export function monthName(at: Date): string {
  return at.toISOString().slice(0, 7);
}
