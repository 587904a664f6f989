import type { UsageDto } from '@sky/api-client';
import { parseMoney } from '@sky/money';
import { moneyInWords } from '@sky/ui';

const DAY_MS = 86_400_000;
const MICRO = 1_000_000;

/** The days of a window, each with what all servers cost; days without a charge are nothing, not gaps. Values are for drawing only. */
export function daysOf({
  from,
  to,
  timeZone,
  days,
  currency,
}: Pick<UsageDto, 'from' | 'to' | 'timeZone' | 'days' | 'currency'>): {
  readonly labels: readonly string[];
  readonly values: readonly number[];
} {
  const sums = new Map<string, bigint>();
  for (const { day, amount } of days) sums.set(day, (sums.get(day) ?? 0n) + parseMoney(amount, currency));
  const inZone = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const labels = new Set<string>();
  // Half-day steps, so that the days on which clocks are changed are neither skipped nor doubled.
  for (let at = Date.parse(from); at < Date.parse(to); at += DAY_MS / 2) labels.add(inZone.format(at));
  labels.add(inZone.format(Date.parse(to)));
  const all = [...labels];
  return { labels: all, values: all.map(day => Number(sums.get(day) ?? 0n) / MICRO) };
}

/** How the window compares with the one before, in words. */
export function shareInWords({ total, before, currency }: Pick<UsageDto, 'total' | 'before' | 'currency'>): string {
  const difference = parseMoney(total, currency) - parseMoney(before, currency);
  if (difference === 0n) return 'as much as in the 30 days before';
  const size = moneyInWords(difference < 0n ? -difference : difference, currency);
  return `${size} ${difference > 0n ? 'more' : 'less'} than in the 30 days before`;
}
