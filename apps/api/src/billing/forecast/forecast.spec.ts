import fc from 'fast-check';
import { hoursUpTo, type MeterState, monthOf } from '../usage/hour-rule';
import { endingAt, forecast, meterFromNow, runOut } from './forecast';

const NOON = new Date('2026-11-10T12:00:00Z');
const at = (text: string) => new Date(text);
/** One cent an hour, charged until the next begins. */
function cent(change: Partial<MeterState> = {}): MeterState {
  return {
    ...{ monthly: 7_300_000n, hourly: null, chargedUntil: at('2026-11-10T12:30:00Z'), monthHours: 228, month: monthOf(NOON) },
    ...{ endedAt: null, next: null, ...change },
  };
}

describe(runOut, () => {
  it('is the moment of the charge that the credit does not cover: 24 cents last 24 hours, not 24 days', () => {
    expect(runOut(240_000n, [cent()], NOON)).toEqual(at('2026-11-11T12:30:00Z'));
    expect(runOut(249_999n, [cent()], NOON)).toEqual(at('2026-11-11T12:30:00Z'));
    expect(runOut(250_000n, [cent()], NOON)).toEqual(at('2026-11-11T13:30:00Z'));
  });

  it('adds up servers that are charged at different minutes', () => {
    const other = cent({ chargedUntil: at('2026-11-10T12:10:00Z') });
    expect(runOut(20_000n, [cent(), other], NOON)).toEqual(at('2026-11-10T13:10:00Z'));
    expect(runOut(30_000n, [cent(), other], NOON)).toEqual(at('2026-11-10T13:30:00Z'));
  });

  it('knows that a month costs no more than the month', () => {
    const december = cent({ chargedUntil: at('2026-12-01T00:30:00Z'), monthHours: 0, month: at('2026-12-01T00:00:00Z') });
    const now = at('2026-12-01T00:00:00Z');
    // 730 paid hours end on 31 December at 09:30; the fourteen free ones after them lead into January.
    expect(runOut(7_299_999n, [december], now)).toEqual(at('2026-12-31T09:30:00Z'));
    expect(runOut(7_300_000n, [december], now)).toEqual(at('2027-01-01T00:30:00Z'));
  });

  it('knows deletions and prices that are announced', () => {
    expect(runOut(240_000n, [cent({ endedAt: at('2026-11-11T00:00:00Z') })], NOON)).toBeNull();
    const dearer = { monthly: 73_000_000n, hourly: null, at: at('2026-11-10T14:00:00Z') };
    expect(runOut(240_000n, [cent({ next: dearer })], NOON)).toEqual(at('2026-11-10T16:30:00Z'));
  });

  it('says now when the credit is gone, and nothing while nothing is used or it lasts for ten years', () => {
    expect(runOut(0n, [cent()], NOON)).toEqual(NOON);
    expect(runOut(-5n, [cent()], NOON)).toEqual(NOON);
    expect(runOut(5n, [], NOON)).toBeNull();
    expect(runOut(-5n, [], NOON)).toBeNull();
    expect(runOut(10n ** 15n, [cent()], NOON)).toBeNull();
  });

  it('pays every charge before the moment it names, and not the one at it', () => {
    const meters = fc.array(
      fc.record({
        monthly: fc.bigInt({ min: 1_000_000n, max: 10n ** 9n }),
        minute: fc.integer({ min: 0, max: 59 }),
        used: fc.integer({ min: 0, max: 700 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(meters, fc.bigInt({ min: 1n, max: 10n ** 9n }), (some, balance) => {
        const all = some.map(({ monthly, minute, used }) =>
          cent({ monthly, monthHours: used, chargedUntil: new Date(NOON.getTime() + minute * 60_000) }),
        );
        const moment = runOut(balance, all, NOON);
        if (moment === null) return;
        const costs = (until: Date) => all.flatMap(meter => hoursUpTo(meter, until)).reduce((sum, hour) => sum + hour.amount, 0n);
        if (moment.getTime() - NOON.getTime() > 60 * 24 * 3_600_000) return;
        expect(costs(new Date(moment.getTime() - 1))).toBeLessThanOrEqual(balance);
        expect(costs(moment)).toBeGreaterThan(balance);
      }),
      { numRuns: 60 },
    );
  });
});

describe(forecast, () => {
  it('tells the rate of today and the rest of the month', () => {
    const { hourlyRate, restOfMonth } = forecast(1_000_000n, [cent(), cent({ endedAt: at('2026-11-10T14:30:00Z') })], NOON);
    expect(hourlyRate).toBe(20_000n);
    // From 12:30 on the 10th until the month ends there are 492 hours; the other server has two more.
    expect(restOfMonth).toBe(4_920_000n + 20_000n);
  });

  it('lets a further server be paid from its first hour, and a deleted one to the end of the hour begun', () => {
    const order = meterFromNow({ monthly: 7_300_000n, hourly: null }, NOON);
    expect(runOut(9_999n, [order], NOON)).toEqual(NOON);
    expect(runOut(10_000n, [order], NOON)).toEqual(at('2026-11-10T13:00:00Z'));
    expect(runOut(10_000n, [endingAt(cent(), NOON)], NOON)).toBeNull();
  });
});
