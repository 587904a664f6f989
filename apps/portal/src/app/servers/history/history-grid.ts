import type { HistoryPointDto, HistoryWindow } from '@sky/api-client';

const MINUTE_MS = 60_000;
const STEPS: Readonly<Record<HistoryWindow, { stepMs: number; count: number }>> = {
  '1h': { stepMs: MINUTE_MS, count: 60 },
  '24h': { stepMs: 15 * MINUTE_MS, count: 96 },
  '7d': { stepMs: 120 * MINUTE_MS, count: 84 },
};
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** A figure of a point, such as its processor's share. */
export type Figure = Exclude<keyof HistoryPointDto, 'at'>;

/** Points on an even grid: a step at which nothing was measured is a gap, not a line across it. */
export interface HistoryGrid {
  readonly labels: readonly string[];
  valuesOf(figure: Figure): (number | null)[];
}

/** Puts a server's history on the grid of its window, which ends now. */
export function gridOf(points: readonly HistoryPointDto[], window: HistoryWindow, now: Date): HistoryGrid {
  const { stepMs, count } = STEPS[window];
  const last = Math.floor(now.getTime() / stepMs);
  const byStep = new Map(points.map(point => [Math.floor(Date.parse(point.at) / stepMs), point]));
  const steps = Array.from({ length: count }, (_, index) => last - count + 1 + index);
  const words = window === '7d' ? DAY : CLOCK;
  return {
    labels: steps.map(step => words.format(step * stepMs)),
    valuesOf: figure => steps.map(step => byStep.get(step)?.[figure] ?? null),
  };
}

/** The last value that is known, or undefined. */
export function lastOf(values: readonly (number | null)[]): number | undefined {
  return values.findLast(value => value !== null) ?? undefined;
}

/** "3.1 MB/s" of bytes a second. */
export function rateInWords(bytes: number): string {
  return `${bytesInWords(bytes)}/s`;
}

/** "18.4 Mbit/s" of bytes a second, as networks are measured. */
export function bitsInWords(bytes: number): string {
  const bits = bytes * 8;
  if (bits >= 1e9) return `${round(bits / 1e9)} Gbit/s`;
  return bits >= 1e6 ? `${round(bits / 1e6)} Mbit/s` : `${round(bits / 1e3)} kbit/s`;
}

/** "1.84 TB", "512 MB": decimal units, as traffic is sold. */
export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return `${round(bytes / 1000 ** power)} ${units[power]}`;
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
