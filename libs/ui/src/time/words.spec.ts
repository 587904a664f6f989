import { ageInWords, dayInWords, deadlineInWords, durationInWords, momentInWords, stepInWords } from './words';

const now = new Date('2026-11-25T12:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('time in words', () => {
  it.each([
    [0, 'just now'],
    [9 * SECOND, 'just now'],
    [10 * SECOND, '10 s ago'],
    [59 * SECOND, '59 s ago'],
    [MINUTE, '1 min ago'],
    [22 * MINUTE, '22 min ago'],
    [23 * HOUR + 59 * MINUTE, '23 h ago'],
    [DAY + 2 * HOUR, 'Yesterday 10:00'],
    [5 * DAY, '20 Nov, 12:00'],
    [400 * DAY, '21 Oct 2025, 12:00'],
    [-2 * SECOND, 'just now'],
    [-22 * MINUTE, 'in 22 min'],
    [-3 * DAY, '28 Nov, 12:00'],
  ])('tells %i ms ago as "%s"', (distance, words) => {
    expect(ageInWords(new Date(now.getTime() - distance), now)).toBe(words);
  });

  it.each([
    [11 * DAY + 4 * HOUR, '11 days, 4 h', '11 d 4 h'],
    [DAY, '1 day', '1 d'],
    [DAY + 59 * MINUTE, '1 day', '1 d'],
    [5 * HOUR + 3 * MINUTE, '5 h, 3 min', '5 h 3 min'],
    [3 * HOUR, '3 h', '3 h'],
    [90 * SECOND, '1 min', '1 min'],
    [45 * SECOND, '45 s', '45 s'],
    [-5, '0 s', '0 s'],
  ])('tells a duration of %i ms as "%s", short "%s"', (duration, long, short) => {
    expect([durationInWords(duration), durationInWords(duration, 'short')]).toEqual([long, short]);
  });

  it.each([
    [210, '0.2 s'],
    [6_140, '6.1 s'],
    [21_400, '21 s'],
    [64_000, '1 min 4 s'],
    [2 * HOUR, '2 h'],
  ])('tells a measured step of %i ms as "%s"', (duration, words) => {
    expect(stepInWords(duration)).toBe(words);
  });

  it('names the zone of a deadline', () => {
    expect(deadlineInWords(new Date('2026-12-04T20:57:00Z'))).toBe('Fri 4 Dec, 20:57 UTC');
  });

  it('writes the year only when it differs', () => {
    expect([dayInWords(new Date('2026-12-04T00:00:00Z'), now), dayInWords(new Date('2027-01-02T00:00:00Z'), now)]).toEqual([
      '4 Dec',
      '2 Jan 2027',
    ]);
    expect(momentInWords(new Date('2026-11-20T08:03:00Z'), now)).toBe('20 Nov, 08:03');
  });
});
