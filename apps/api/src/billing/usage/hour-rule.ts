import { chargeForHours, hourlyPrice } from '@sky/money';

const HOUR_MS = 3_600_000;

/** What a server costs, in micro-units. */
export interface Rate {
  /** For a calendar month, at most. */
  readonly monthly: bigint;
  /** For an hour, where the hour has a price of its own; otherwise it is a 730th of the month. */
  readonly hourly: bigint | null;
}

/** A meter as the rule sees it: where it stands and what is announced for it. */
export interface MeterState extends Rate {
  /** The hours that begin from here on are not charged yet. */
  readonly chargedUntil: Date;
  /** Hours begun in the month of the last charged hour, and which month that is (its first moment, UTC). */
  readonly monthHours: number;
  readonly month: Date;
  readonly endedAt: Date | null;
  readonly next: (Rate & { readonly at: Date }) | null;
}

/** An hour that begins within the asked time. */
export interface ChargedHour {
  readonly startsAt: Date;
  readonly hourOfMonth: number;
  readonly amount: bigint;
}

/** What the first `hours` hours of a calendar month cost together; never more than the monthly price. */
export function costOfMonth({ monthly, hourly }: Rate, hours: number): bigint {
  if (hourly === null) return chargeForHours(monthly, hours);
  const sum = BigInt(hours) * hourly;
  return sum < monthly ? sum : monthly;
}

/** What one hour costs as price lists show it. */
export function shownHourly({ monthly, hourly }: Rate): bigint {
  return hourly ?? hourlyPrice(monthly);
}

/** The hours still to be charged that begin up to and including a moment, one by one. */
export function hoursUpTo(meter: MeterState, until: Date): ChargedHour[] {
  const hours: ChargedHour[] = [];
  let { monthHours, month } = meter;
  for (
    let startsAt = meter.chargedUntil;
    startsAt <= until && (meter.endedAt === null || startsAt < meter.endedAt);
    startsAt = new Date(startsAt.getTime() + HOUR_MS)
  ) {
    const present = monthOf(startsAt);
    monthHours = present.getTime() === month.getTime() ? monthHours + 1 : 1;
    month = present;
    const rate = rateAt(meter, startsAt);
    hours.push({ startsAt, hourOfMonth: monthHours, amount: costOfMonth(rate, monthHours) - costOfMonth(rate, monthHours - 1) });
  }
  return hours;
}

/** A meter after it was charged up to a moment, and what that cost. */
export interface Advanced<Meter extends MeterState> {
  readonly cost: bigint;
  readonly meter: Meter;
}

/** Charges a meter up to and including a moment, month by month instead of hour by hour. */
export function advance<Meter extends MeterState>(meter: Meter, until: Date): Advanced<Meter> {
  let cost = 0n;
  let { monthHours, month, chargedUntil: at } = meter;
  while (at <= until && (meter.endedAt === null || at < meter.endedAt)) {
    const present = monthOf(at);
    if (present.getTime() !== month.getTime()) [month, monthHours] = [present, 0];
    const rate = rateAt(meter, at);
    const hours = hoursBeginning(at, earliest(until.getTime() + 1, meter, at));
    cost += costOfMonth(rate, monthHours + hours) - costOfMonth(rate, monthHours);
    monthHours += hours;
    at = new Date(at.getTime() + hours * HOUR_MS);
  }
  return { cost, meter: { ...meter, monthHours, month, chargedUntil: at } };
}

/** The sum of {@link hoursUpTo}. */
export function costUpTo(meter: MeterState, until: Date): bigint {
  return advance(meter, until).cost;
}

/** The first moment of the calendar month, UTC. */
export function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

/** The first moment of the calendar month after, UTC. */
export function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

/** What a meter costs at a moment, with the price that is announced for then. */
export function rateAt(meter: MeterState, at: Date): Rate {
  return meter.next !== null && at >= meter.next.at ? meter.next : meter;
}

/** Where the stretch that one rate and one month cover ends, in milliseconds; hours that begin there are not in it. */
function earliest(limit: number, { endedAt, next }: MeterState, at: Date): number {
  const ends = [limit, nextMonth(at).getTime()];
  if (endedAt !== null) ends.push(endedAt.getTime());
  if (next !== null && next.at > at) ends.push(next.at.getTime());
  return Math.min(...ends);
}

function hoursBeginning(from: Date, before: number): number {
  return Math.max(1, Math.ceil((before - from.getTime()) / HOUR_MS));
}
