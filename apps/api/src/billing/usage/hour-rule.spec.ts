import fc from 'fast-check';
import { costOfMonth, costUpTo, hoursUpTo, type MeterState, monthOf, type Rate } from './hour-rule';
import { oracleCharges } from './usage-oracle';
import { minimumCharge } from './usage-metering';

const amount = fc.bigInt({ min: 1n, max: 10_000n * 10n ** 6n });
const rate: fc.Arbitrary<Rate> = fc.record({
  monthly: amount,
  hourly: fc.option(fc.bigInt({ min: 1n, max: 10n ** 8n }), { nil: null }),
});
/** Any second of two years that hold a leap day. */
const moment = fc
  .integer({ min: Date.UTC(2027, 0, 1) / 1000, max: Date.UTC(2028, 11, 31) / 1000 })
  .map(seconds => new Date(seconds * 1000));
const hours = fc.integer({ min: 0, max: 2_500 });

function meter(rate: Rate, startedAt: Date, change: Partial<MeterState> = {}): MeterState {
  return { ...rate, chargedUntil: startedAt, monthHours: 0, month: monthOf(startedAt), endedAt: null, next: null, ...change };
}

function after(at: Date, count: number): Date {
  return new Date(at.getTime() + count * 3_600_000);
}

describe('the rule of hours', () => {
  it('charges what the oracle charges, hour by hour, over month ends, leap days and price changes', () => {
    fc.assert(
      fc.property(rate, rate, moment, hours, hours, (price, later, startedAt, length, changeAfter) => {
        const next = { ...later, at: after(startedAt, changeAfter) };
        const until = after(startedAt, length);
        const charged = hoursUpTo(meter(price, startedAt, { next }), until);
        expect(charged.map(hour => [hour.startsAt, hour.amount])).toEqual(oracleCharges(price, startedAt, until, next));
      }),
      { numRuns: 60 },
    );
  });

  it('says the same sum by months as hour by hour, wherever the meter stands', () => {
    fc.assert(
      fc.property(rate, rate, moment, hours, hours, hours, (price, later, startedAt, length, changeAfter, endAfter) => {
        const one = meter(price, startedAt, {
          next: { ...later, at: after(startedAt, changeAfter) },
          endedAt: after(startedAt, endAfter),
        });
        const until = after(startedAt, length);
        const sum = hoursUpTo(one, until).reduce((total, hour) => total + hour.amount, 0n);
        expect(costUpTo(one, until)).toBe(sum);
      }),
      { numRuns: 100 },
    );
  });

  it('never charges more than the monthly price in a calendar month, with an hourly price of its own too', () => {
    fc.assert(
      fc.property(rate, moment, (price, startedAt) => {
        const months = Map.groupBy(hoursUpTo(meter(price, startedAt), after(startedAt, 1_500)), hour =>
          hour.startsAt.toISOString().slice(0, 7),
        );
        for (const charged of months.values())
          expect(charged.reduce((total, hour) => total + hour.amount, 0n)).toBeLessThanOrEqual(price.monthly);
      }),
      { numRuns: 60 },
    );
  });

  it('is not changed by how often it is asked: any two stretches cost what the whole costs', () => {
    fc.assert(
      fc.property(rate, moment, hours, hours, (price, startedAt, first, second) => {
        const [early, late] = first < second ? [first, second] : [second, first];
        const whole = meter(price, startedAt);
        const charged = hoursUpTo(whole, after(startedAt, early));
        const last = charged.at(-1);
        if (!last) return;
        const rest = {
          ...whole,
          chargedUntil: after(last.startsAt, 1),
          month: monthOf(last.startsAt),
          monthHours: last.hourOfMonth,
        };
        const sum = charged.reduce((total, hour) => total + hour.amount, 0n);
        expect(sum + costUpTo(rest, after(startedAt, late))).toBe(costUpTo(whole, after(startedAt, late)));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a month of 31 days', '2027-01-01T00:00:00Z', '2027-01-31T23:30:00Z', 744, 7_310_000n],
    ['a February', '2027-02-01T00:00:00Z', '2027-02-28T23:30:00Z', 672, 6_729_205n],
    ['a February with a leap day', '2028-02-01T00:00:00Z', '2028-02-29T23:30:00Z', 696, 6_969_534n],
    ['the night in which clocks go forward in Europe', '2027-03-28T00:00:00Z', '2027-03-28T23:30:00Z', 24, 240_329n],
    ['the night in which clocks go back in Europe', '2027-10-31T00:00:00Z', '2027-10-31T23:30:00Z', 24, 240_329n],
  ])('knows what %s costs at 7.31', (_, from, until, count, total) => {
    const charged = hoursUpTo(meter({ monthly: 7_310_000n, hourly: null }, new Date(from)), new Date(until));
    expect(charged).toHaveLength(count);
    expect(charged.reduce((sum, hour) => sum + hour.amount, 0n)).toBe(total);
  });

  it('takes the price of an hour where it has one, up to the month', () => {
    const price = { monthly: 5_000_000n, hourly: 10_000n };
    expect([1, 2, 499, 500, 501, 744].map(count => costOfMonth(price, count))).toEqual([
      10_000n,
      20_000n,
      4_990_000n,
      5_000_000n,
      5_000_000n,
      5_000_000n,
    ]);
  });

  it('charges the announced price from the hour that begins at its moment, and not before', () => {
    const startedAt = new Date('2027-05-01T00:30:00Z');
    const next = { monthly: 14_600_000n, hourly: null, at: new Date('2027-05-01T02:30:00Z') };
    const charged = hoursUpTo(
      meter({ monthly: 7_300_000n, hourly: null }, startedAt, { next }),
      new Date('2027-05-01T03:30:00Z'),
    );
    expect(charged.map(({ amount: cost }) => cost)).toEqual([10_000n, 10_000n, 20_000n, 20_000n]);
  });
});

describe(minimumCharge, () => {
  const price = { monthly: '7300000', hourly: null };

  it('is the hours that are missing, and nothing once they were used', () => {
    expect(minimumCharge({ ...price, minimumHours: 24, totalHours: 3 })).toBe(210_000n);
    expect(minimumCharge({ ...price, minimumHours: 24, totalHours: 24 })).toBe(0n);
    expect(minimumCharge({ ...price, minimumHours: 24, totalHours: 500 })).toBe(0n);
  });

  it('never makes a server cost more than its minimum in one month', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 1, max: 730 }),
        (monthly, minimumHours, totalHours) => {
          const missing = minimumCharge({ monthly: String(monthly), hourly: null, minimumHours, totalHours });
          expect(missing + costOfMonth({ monthly, hourly: null }, totalHours)).toBeLessThanOrEqual(
            costOfMonth({ monthly, hourly: null }, Math.max(minimumHours, totalHours)) + 1n,
          );
        },
      ),
    );
  });
});
