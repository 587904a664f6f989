import fc from 'fast-check';

import { chargeForHours, hourCharge, hourlyPrice, HOURS_PER_MONTH, hoursLeft, isUsedUp } from './hourly';

const monthly = fc.bigInt({ min: 0n, max: 100_000n * 10n ** 6n });
const hourOfMonth = fc.integer({ min: 1, max: 744 });

function sumOfHours(price: bigint, from: number, to: number): bigint {
  let sum = 0n;
  for (let hour = from; hour <= to; hour++) sum += hourCharge(price, hour);
  return sum;
}

describe(hourCharge, () => {
  it('charges five dollars a month as 0.006849 an hour', () => {
    expect([1, 2, 3].map(hour => hourCharge(5_000_000n, hour))).toEqual([6_849n, 6_850n, 6_849n]);
  });

  it('costs nothing beyond the hour that completes the price', () => {
    expect(hourCharge(5_000_000n, HOURS_PER_MONTH)).toBeGreaterThan(0n);
    expect([731, 744, 100_000].map(hour => hourCharge(5_000_000n, hour))).toEqual([0n, 0n, 0n]);
  });

  it.each([0, -1, 1.5, Number.NaN])('knows no hour %p', hour => {
    expect(() => hourCharge(5_000_000n, hour)).toThrow(RangeError);
  });

  it('refuses a negative price', () => {
    expect(() => hourCharge(-1n, 1)).toThrow(RangeError);
  });

  it('makes a month of 744 hours cost exactly the monthly price', () => {
    fc.assert(
      fc.property(monthly, price => {
        expect(sumOfHours(price, 1, 744)).toBe(price);
      }),
      { numRuns: 50 },
    );
  });

  it('adds up over any run of hours to the difference of its sums', () => {
    fc.assert(
      fc.property(monthly, hourOfMonth, hourOfMonth, (price, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        expect(sumOfHours(price, from, to)).toBe(chargeForHours(price, to) - chargeForHours(price, from - 1));
      }),
      { numRuns: 50 },
    );
  });

  it('is never negative and stays within one micro-unit of the hourly price', () => {
    fc.assert(
      fc.property(monthly, fc.integer({ min: 1, max: HOURS_PER_MONTH }), (price, hour) => {
        const charge = hourCharge(price, hour);
        expect(charge).toBeGreaterThanOrEqual(0n);
        expect(charge - hourlyPrice(price)).toBeGreaterThanOrEqual(-1n);
        expect(charge - hourlyPrice(price)).toBeLessThanOrEqual(1n);
      }),
    );
  });
});

describe(chargeForHours, () => {
  it('grows with the hours and never passes the monthly price', () => {
    fc.assert(
      fc.property(monthly, hourOfMonth, (price, hours) => {
        expect(chargeForHours(price, hours)).toBeGreaterThanOrEqual(chargeForHours(price, hours - 1));
        expect(chargeForHours(price, hours)).toBeLessThanOrEqual(price);
      }),
    );
  });

  it('charges a short month for its hours only', () => {
    expect(chargeForHours(7_300_000n, 672)).toBe(6_720_000n);
  });
});

describe(hoursLeft, () => {
  it.each([
    [240n, 10n, 24],
    [249n, 10n, 24],
    [9n, 10n, 0],
    [0n, 10n, 0],
    [-5n, 10n, 0],
  ])('lets a balance of %i at %i an hour last %i hours', (balance, rate, hours) => {
    expect(hoursLeft(balance, rate)).toBe(hours);
  });

  it('has no end when nothing is spent', () => {
    expect(hoursLeft(100n, 0n)).toBeNull();
  });

  it('pays for every hour it promises and not for one more', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 7n }), (balance, rate) => {
        const hours = BigInt(hoursLeft(balance, rate) ?? -1);
        expect(hours * rate).toBeLessThanOrEqual(balance);
        expect((hours + 1n) * rate).toBeGreaterThan(balance);
      }),
    );
  });
});

describe('a credit that is used up', () => {
  it.each([
    ['0.000001', false],
    ['12.50', false],
    ['0.00', true],
    ['-0.000001', true],
  ])('%s: %s', (balance, expected) => {
    expect(isUsedUp(balance, 'USD')).toBe(expected);
  });
});
