import { runsOutAt } from './balance-reader';

const noon = new Date('2026-11-25T12:00:00Z');

describe(runsOutAt, () => {
  it('counts hours as hours, not as days', () => {
    expect(runsOutAt(24_000_000n, 1_000_000n, noon)).toEqual(new Date('2026-11-26T12:00:00Z'));
  });

  it('knows the minute', () => expect(runsOutAt(1_500_000n, 1_000_000n, noon)).toEqual(new Date('2026-11-25T13:30:00Z')));

  it('says now when the credit is gone', () => {
    expect(runsOutAt(0n, 1n, noon)).toEqual(noon);
    expect(runsOutAt(-5n, 1n, noon)).toEqual(noon);
  });

  it('says nothing while nothing is used', () => expect(runsOutAt(5n, 0n, noon)).toBeNull());

  it('says nothing about centuries', () => expect(runsOutAt(10n ** 15n, 1n, noon)).toBeNull());
});
