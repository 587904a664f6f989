import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { MoneyPipe, RatePipe } from '../money/money.pipe';
import { countInWords, moneyInWords, roundMoneyInWords } from '../money/words';
import { Moment } from '../time/moment';
import { Now } from '../time/now';
import {
  ageInWords,
  calendarDayInWords,
  clockInWords,
  dayInWords,
  deadlineInWords,
  momentInWords,
  monthInWords,
} from '../time/words';
import { Viewer } from './viewer';

const follow = (locale: string, timeZone: string) => TestBed.inject(Viewer).follow({ locale, timeZone });
const at = (instant: string) => new Date(instant);

@Component({
  imports: [MoneyPipe, Moment, RatePipe],
  template: `{{ '1234.5' | money: 'EUR' }} {{ '0.0137' | rate: 'EUR' }} <ui-moment at="2025-12-31T23:30:00Z" />`,
})
class Receipt {}

describe('words in the manner of who reads them', () => {
  // The manner belongs to the page and not to the injector, so it outlives a test.
  afterEach(() => TestBed.inject(Viewer).follow(null));

  it('are British, by the clock of the browser, until somebody is known', () => {
    expect(momentInWords(at('2026-11-20T08:03:00Z'), at('2026-11-25T12:00:00Z'))).toBe('20 Nov, 08:03');
    expect(moneyInWords('1234.5', 'USD')).toBe('$1,234.50');
  });

  it('tell the instant by the clock of the reader’s zone, and name that zone', () => {
    follow('en-GB', 'America/New_York');

    expect(deadlineInWords(at('2026-12-04T03:57:00Z'))).toBe('Thu 3 Dec, 22:57 GMT-5');
    expect(clockInWords(at('2026-12-04T03:57:08Z'))).toBe('22:57:08 GMT-5');
  });

  it('put an instant into the day, month and year that it falls into over there', () => {
    follow('en-GB', 'Asia/Tokyo');
    const newYear = at('2026-12-31T16:00:00Z');

    expect(dayInWords(newYear, at('2026-12-31T14:00:00Z'))).toBe('1 Jan 2027');
    expect(dayInWords(newYear, at('2027-01-05T00:00:00Z'))).toBe('1 Jan');
    expect(monthInWords(newYear)).toBe('January');
  });

  it('call yesterday what was yesterday over there, also across a change of the clock', () => {
    follow('en-GB', 'Pacific/Auckland');
    expect(ageInWords(at('2026-11-24T10:30:00Z'), at('2026-11-25T10:45:00Z'))).toBe('Yesterday 23:30');
    expect(ageInWords(at('2026-11-23T10:30:00Z'), at('2026-11-25T10:45:00Z'))).toBe('23 Nov, 23:30');

    follow('en-GB', 'Europe/Berlin');
    expect(ageInWords(at('2026-10-24T22:30:00Z'), at('2026-10-26T12:00:00Z'))).toBe('Yesterday 00:30');
  });

  it('leave a day of the calendar where it is', () => {
    follow('en-GB', 'America/Los_Angeles');
    expect(calendarDayInWords('2026-12-04')).toBe('4 Dec');
  });

  it('are written as the reader’s language writes dates and figures', () => {
    follow('de-DE', 'Europe/Berlin');
    expect(deadlineInWords(at('2026-12-04T20:57:00Z'))).toBe('Fr 4. Dez., 21:57 MEZ');
    expect([moneyInWords('-1234.5', 'EUR'), countInWords(12_345)]).toEqual(['\u22121.234,50\u00a0€', '12.345']);

    follow('en-US', 'America/Chicago');
    expect(momentInWords(at('2026-11-20T02:03:00Z'), at('2026-11-25T12:00:00Z'))).toMatch(/^Nov 19, 8:03\sPM$/);
    expect(roundMoneyInWords(1_240, 'USD')).toBe('$1.2K');
  });

  it('follow on the page when somebody changes their manner', async () => {
    TestBed.inject(Now).follow('2026-03-01T12:00:00Z');
    follow('en-GB', 'UTC');
    const fixture = TestBed.createComponent(Receipt);
    await fixture.whenStable();
    const words = () => (fixture.nativeElement as HTMLElement).textContent?.replace(/\s+/g, ' ').trim();
    expect(words()).toBe('€1,234.50 €0.0137 31 Dec 2025, 23:30');

    follow('de-DE', 'Europe/Berlin');
    await fixture.whenStable();

    expect(words()).toBe('1.234,50 € 0,0137 € 1. Jan., 00:30');
  });

  it('keep the clock of the browser when it does not know the zone', () => {
    follow('en-GB', 'Mars/Olympus_Mons');
    expect(clockInWords(at('2026-12-04T03:57:08Z'))).toMatch(/^\d\d:57:08 /);
  });
});
