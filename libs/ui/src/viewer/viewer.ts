import { Injectable, signal } from '@angular/core';

/** How somebody reads dates and figures: the language's habits, and the zone their clock stands in. */
export interface Manner {
  readonly locale: string;
  /** An IANA name; undefined stands for the browser's own zone. */
  readonly timeZone: string | undefined;
}

const UNKNOWN: Manner = { locale: 'en-GB', timeZone: undefined };

/** A page has one reader, so words in plain functions ask here instead of being handed the manner through every call. */
const present = signal(UNKNOWN);

/** The manner of the person at the screen; a signal, so what is worded in a template or a computed follows a change. */
export const viewersManner = present.asReadonly();

/** Who reads the pages: frames tell it of the signed-in person, and times and money are written in that person's manner. */
@Injectable({ providedIn: 'root' })
export class Viewer {
  /** Takes over a person's choices; nobody known reads in British English by the browser's clock. */
  follow(person: { readonly locale: string; readonly timeZone: string } | null | undefined): void {
    const next = person ? { locale: person.locale, timeZone: knownZone(person.timeZone) } : UNKNOWN;
    const { locale, timeZone } = present();
    if (next.locale !== locale || next.timeZone !== timeZone) present.set(next);
  }
}

/** An older browser may not know a zone that the server does; its own zone is then the better one to show. */
function knownZone(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
