import type { TrafficDto } from '@sky/api-client';

import { bytesInWords } from '../history/history-grid';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The present period of a server's traffic in words. */
export interface TrafficWords {
  readonly used: string;
  readonly of: string;
  /** 0 to 100 for a bar; undefined without a limit. */
  readonly percent: number | undefined;
  /** Where it goes, in a sentence; empty while it is too early to say. */
  readonly outlook: string;
  readonly isOver: boolean;
  readonly until: string;
}

/** Undefined while VirtFusion has not told any. */
export function trafficWords({ data, expectedBytes, reachedAt }: TrafficDto): TrafficWords | undefined {
  const [present] = data;
  if (!present) return undefined;
  const until = DAY.format(new Date(present.endsAt));
  const percent = present.usedPercent ?? undefined;
  return {
    used: bytesInWords(present.totalBytes),
    of: present.limitBytes === null ? 'unmetered' : `of ${bytesInWords(present.limitBytes)} included`,
    percent: percent === undefined ? undefined : Math.min(100, percent),
    outlook: outlookOf(expectedBytes, reachedAt, percent ?? 0, until),
    isOver: (percent ?? 0) >= 100,
    until,
  };
}

function outlookOf(expectedBytes: number | null, reachedAt: string | null, percent: number, until: string): string {
  if (percent >= 100) return `The limit is used up until ${until}.`;
  if (reachedAt !== null) return `At this pace the limit is reached on ${DAY.format(new Date(reachedAt))}.`;
  return expectedBytes === null ? '' : `${bytesInWords(expectedBytes)} by ${until} at this pace.`;
}
