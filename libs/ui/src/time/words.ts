import { timeFormats } from './formats';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "Fri 4 Dec, 20:57 UTC": an instant where the zone matters. */
export function deadlineInWords(at: Date): string {
  const { weekday, day, clock } = timeFormats();
  return `${weekday.format(at)} ${day.format(at)}, ${clock.format(at)} ${zoneOf(at)}`;
}

/** "4 Dec", with the year when it is not this one. */
export function dayInWords(at: Date, now: Date): string {
  const { date, day, dayWithYear } = timeFormats();
  return (yearOf(date.format(at)) === yearOf(date.format(now)) ? day : dayWithYear).format(at);
}

/** "4 Dec" of a day of the calendar ("2026-12-04"), which is the same day in every zone. */
export function calendarDayInWords(day: string): string {
  return timeFormats('UTC').day.format(new Date(`${day}T00:00:00Z`));
}

/** "20 Nov, 08:03". */
export function momentInWords(at: Date, now: Date): string {
  return `${dayInWords(at, now)}, ${timeFormats().clock.format(at)}`;
}

/** "16:50:12 UTC": when something was read. */
export function clockInWords(at: Date): string {
  return `${timeFormats().clockWithSeconds.format(at)} ${zoneOf(at)}`;
}

/** "November". */
export function monthInWords(at: Date): string {
  return timeFormats().month.format(at);
}

/** "22 min ago" up to a day, then "Yesterday 21:40", then the date. Times ahead read "in 22 min". */
export function ageInWords(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  if (distance < -SECOND * 5) return distance > -DAY ? `in ${oneUnit(-distance)}` : momentInWords(at, now);
  if (distance < 10 * SECOND) return 'just now';
  if (distance < DAY) return `${oneUnit(distance)} ago`;
  const { clock, date } = timeFormats();
  if (date.format(at) === dayBefore(date.format(now))) return `Yesterday ${clock.format(at)}`;
  return momentInWords(at, now);
}

/** Two units at most: "11 days, 4 h", or short "11 d 4 h". */
export function durationInWords(milliseconds: number, length: 'long' | 'short' = 'long'): string {
  const total = Math.max(0, milliseconds);
  const days = Math.floor(total / DAY);
  const hours = Math.floor((total % DAY) / HOUR);
  const minutes = Math.floor((total % HOUR) / MINUTE);
  if (days > 0) {
    if (length === 'short') return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
    const word = days === 1 ? 'day' : 'days';
    return hours > 0 ? `${days} ${word}, ${hours} h` : `${days} ${word}`;
  }
  const joint = length === 'long' ? ', ' : ' ';
  if (hours > 0) return minutes > 0 ? `${hours} h${joint}${minutes} min` : `${hours} h`;
  if (minutes > 0) return `${minutes} min`;
  return `${Math.floor(total / SECOND)} s`;
}

/** A measured step: "0.2 s", "21 s", "1 min 4 s". */
export function stepInWords(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) return `${(milliseconds / SECOND).toFixed(1)} s`;
  if (milliseconds < MINUTE) return `${Math.round(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min ${Math.floor((milliseconds % MINUTE) / SECOND)} s`;
  return durationInWords(milliseconds, 'short');
}

function oneUnit(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  return `${Math.floor(milliseconds / HOUR)} h`;
}

function zoneOf(at: Date): string {
  return (
    timeFormats()
      .zone.formatToParts(at)
      .find(part => part.type === 'timeZoneName')?.value ?? ''
  );
}

function yearOf(date: string): string {
  return date.slice(0, 4);
}

/** On the calendar and not by 24 hours, because days with a change of the clock are shorter or longer. */
function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
