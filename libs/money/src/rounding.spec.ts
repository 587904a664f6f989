import fc from 'fast-check';

import { currencyDecimals } from './currency';
import { divideRounded, MICRO_DECIMALS, roundToCurrency } from './rounding';

const currency = fc.constantFrom('USD', 'JPY', 'KWD');
const micro = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const magnitude = (amount: bigint) => (amount < 0n ? -amount : amount);

describe(divideRounded, () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
    [7n, 7n, 1n],
  ])('divides %i by %i into %i', (dividend, divisor, expected) => {
    expect(divideRounded(dividend, divisor)).toBe(expected);
  });

  it('refuses a divisor of zero', () => {
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError);
  });

  it('treats gains and losses alike', () => {
    fc.assert(
      fc.property(micro, fc.bigInt({ min: 1n, max: 10n ** 6n }), (dividend, divisor) => {
        expect(divideRounded(-dividend, divisor)).toBe(-divideRounded(dividend, divisor));
      }),
    );
  });

  it('is never further than half a step from the true quotient', () => {
    fc.assert(
      fc.property(micro, fc.bigInt({ min: 1n, max: 10n ** 6n }), (dividend, divisor) => {
        expect(2n * magnitude(divideRounded(dividend, divisor) * divisor - dividend)).toBeLessThanOrEqual(divisor);
      }),
    );
  });
});

describe(roundToCurrency, () => {
  it.each([
    [1_005_000n, 'USD', 1_010_000n],
    [-1_005_000n, 'USD', -1_010_000n],
    [1_004_999n, 'USD', 1_000_000n],
    [1_500_000n, 'JPY', 2_000_000n],
    [1_000_500n, 'KWD', 1_001_000n],
  ])('rounds %i %s to %i', (amount, code, expected) => {
    expect(roundToCurrency(amount, code)).toBe(expected);
  });

  it('leaves only decimals the currency has, keeps order and changes nothing twice', () => {
    fc.assert(
      fc.property(micro, micro, currency, (one, other, code) => {
        const rounded = roundToCurrency(one, code);
        expect(rounded % 10n ** BigInt(MICRO_DECIMALS - currencyDecimals(code))).toBe(0n);
        expect(roundToCurrency(rounded, code)).toBe(rounded);
        if (one <= other) expect(rounded).toBeLessThanOrEqual(roundToCurrency(other, code));
      }),
    );
  });
});
