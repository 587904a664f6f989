import { type Manner, viewersManner } from '../viewer/viewer';

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** The parts that times are worded from, in one reader's manner. */
export type TimeFormats = ReturnType<typeof build>;

const known = new Map<string, TimeFormats>();

/** The formats of the present reader, or of another zone; built once, because building costs far more than using. */
export function timeFormats(timeZone?: string): TimeFormats {
  const reader = viewersManner();
  const manner = timeZone === undefined ? reader : { locale: reader.locale, timeZone };
  const key = `${manner.locale} ${manner.timeZone ?? ''}`;
  const formats = known.get(key) ?? build(manner);
  known.set(key, formats);
  return formats;
}

function build({ locale, timeZone }: Manner) {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  // "8:57 pm", but "08:57" where the day has 24 hours.
  const clock = format(CLOCK).resolvedOptions().hour12 ? { ...CLOCK, hour: 'numeric' as const } : CLOCK;
  return {
    clock: format(clock),
    clockWithSeconds: format({ ...clock, second: '2-digit' }),
    day: format(DATE),
    dayWithYear: format({ ...DATE, year: 'numeric' }),
    month: format({ month: 'long' }),
    zone: format({ timeZoneName: 'short' }),
    weekday: format({ weekday: 'short' }),
    /** "2026-12-04": for comparing days, never shown. */
    date: new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
  };
}
