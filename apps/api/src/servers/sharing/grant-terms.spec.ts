import { requireEnd, wordsOf } from './grant-terms';

const NOW = new Date('2026-11-28T12:00:00Z');

describe('the terms of a share', () => {
  it.each(['2026-11-28T11:00:00Z', '2026-11-28T12:04:59Z', '2027-02-26T12:00:01Z'])('do not end at %s', end => {
    expect(() => requireEnd(new Date(end), NOW)).toThrow(expect.objectContaining({ code: 'invalid_end' }));
  });

  it.each(['2026-11-28T12:05:00Z', '2027-02-26T12:00:00Z'])('may end at %s', end => {
    expect(() => requireEnd(new Date(end), NOW)).not.toThrow();
  });

  it.each([
    [true, true, 'power switch and console'],
    [true, false, 'power switch'],
    [false, true, 'console'],
  ])('say power %s, console %s', (mayPower, mayConsole, words) => {
    expect(wordsOf({ mayPower, mayConsole })).toBe(words);
  });
});
