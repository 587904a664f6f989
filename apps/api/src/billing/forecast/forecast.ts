import { advance, costUpTo, type MeterState, monthOf, nextMonth, rateAt, shownHourly } from '../usage/hour-rule';

/** Nobody plans further ahead, and prices will have changed by then. */
const LONGEST_YEARS = 10;

/** What credit and servers lead to. */
export interface Forecast {
  /** When a charge comes that the credit does not cover; null when none does for ten years. */
  readonly runsOutAt: Date | null;
  /** What an hour costs at present, as price lists show it. */
  readonly hourlyRate: bigint;
  /** What is still to be charged until the calendar month (UTC) ends. */
  readonly restOfMonth: bigint;
}

/**
 * Where credit leads with these meters: by the very rule that charges, so that the monthly cap, announced deletions and
 * announced prices are in it. Nothing is guessed about servers or payments to come.
 */
export function forecast(balance: bigint, meters: readonly MeterState[], now: Date): Forecast {
  return {
    runsOutAt: runOut(balance, meters, now),
    hourlyRate: meters
      .filter(({ endedAt }) => endedAt === null || endedAt > now)
      .reduce((sum, meter) => sum + shownHourly(rateAt(meter, now)), 0n),
    restOfMonth: costOfAll(meters, new Date(nextMonth(now).getTime() - 1)),
  };
}

/** The first moment at which the charges so far exceed the credit; `now` when it is used up already. */
export function runOut(balance: bigint, meters: readonly MeterState[], now: Date): Date | null {
  if (balance <= 0n) return costOfAll(meters, nextMonth(nextMonth(now))) > 0n ? now : null;
  if (costOfAll(meters, now) > balance) return now;
  let left = balance;
  let states = meters;
  // Month by month, each from where the last one ended: a forecast of years costs no more than its months.
  for (let from = now; from < horizon(now) && states.some(goesOn); from = nextMonth(from)) {
    const end = new Date(nextMonth(from).getTime() - 1);
    const steps = states.map(meter => advance(meter, end));
    const cost = steps.reduce((sum, step) => sum + step.cost, 0n);
    const [present, credit] = [states, left];
    if (cost > left) return search(from, end, at => costOfAll(present, at) > credit);
    left -= cost;
    states = steps.map(step => step.meter);
  }
  return null;
}

function goesOn({ endedAt, chargedUntil }: MeterState): boolean {
  return endedAt === null || chargedUntil < endedAt;
}

/** The first moment after `low` at which a condition holds that holds at `high`, to the millisecond. */
function search(low: Date, high: Date, holds: (at: Date) => boolean): Date {
  let [from, to] = [low.getTime(), high.getTime()];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (holds(new Date(middle))) to = middle;
    else from = middle;
  }
  return new Date(to);
}

function costOfAll(meters: readonly MeterState[], until: Date): bigint {
  return meters.reduce((sum, meter) => sum + costUpTo(meter, until), 0n);
}

function horizon(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear() + LONGEST_YEARS, now.getUTCMonth(), now.getUTCDate()));
}

/** A server that would be ordered now: its first hour is charged at once. */
export function meterFromNow(rate: Pick<MeterState, 'monthly' | 'hourly'>, now: Date): MeterState {
  return { ...rate, chargedUntil: now, monthHours: 0, month: monthOf(now), endedAt: null, next: null };
}

/** The same meter if its server were deleted at a moment: the hour that has begun is paid. */
export function endingAt(meter: MeterState, at: Date): MeterState {
  return { ...meter, endedAt: meter.endedAt !== null && meter.endedAt < at ? meter.endedAt : at };
}
