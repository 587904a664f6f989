import fc from 'fast-check';

import { currencyDecimals } from './currency';
import { formatDecimal, parseMoney, type ParseMoneyOptions } from './decimal';
import { InvalidMoney, type MoneyFault } from './invalid-money';

const currency = fc.constantFrom('USD', 'JPY', 'KWD');
const LARGEST = 999_999_999_999_999_999n;
const micro = fc.bigInt({ min: -LARGEST, max: LARGEST });

function faultOf(text: string, code: string, options?: ParseMoneyOptions): MoneyFault | undefined {
  try {
    parseMoney(text, code, options);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidMoney) return error.fault;
    throw error;
  }
}

describe(currencyDecimals, () => {
  it.each([
    ['USD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['HUF', 0],
    ['TWD', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['BHD', 3],
  ])('gives %s %i decimals', (code, decimals) => {
    expect(currencyDecimals(code)).toBe(decimals);
  });

  it.each(['usd', 'US', 'USDT', '', 'U$D'])('refuses %p as a currency', code => {
    expect(() => currencyDecimals(code)).toThrow(new InvalidMoney('unknown_currency'));
  });
});

describe(parseMoney, () => {
  it.each([
    ['25.00', 'USD', 25_000_000n],
    ['0.006849', 'USD', 6_849n],
    ['0', 'JPY', 0n],
    ['2500', 'JPY', 2_500_000_000n],
    ['1.234', 'KWD', 1_234_000n],
    ['999999999999.999999', 'USD', LARGEST],
  ])('reads %s %s as %i micro-units', (text, code, expected) => {
    expect(parseMoney(text, code)).toBe(expected);
  });

  it('reads a minus where a sign is allowed', () => {
    expect(parseMoney('-0.006849', 'USD', { sign: 'signed' })).toBe(-6_849n);
    expect(parseMoney('-0.00', 'USD', { sign: 'signed' })).toBe(0n);
  });

  it.each(['', ' ', '1e3', 'NaN', 'Infinity', '+5', '1,000.00', '1.', '.5', '05', '0x10', '٣', '5 ', '--5', '1.2.3', '5\n'])(
    'refuses %p as malformed',
    text => {
      expect(faultOf(text, 'USD', { sign: 'signed' })).toBe('malformed');
    },
  );

  it.each<[string, string, ParseMoneyOptions, MoneyFault]>([
    ['-5', 'USD', {}, 'negative'],
    ['5.0000001', 'USD', {}, 'too_many_decimals'],
    ['5.001', 'USD', { decimals: 'currency' }, 'too_many_decimals'],
    ['5.0', 'JPY', { decimals: 'currency' }, 'too_many_decimals'],
    ['1.2345', 'KWD', { decimals: 'currency' }, 'too_many_decimals'],
    ['1000000000000', 'USD', {}, 'too_large'],
    ['5', 'dollars', {}, 'unknown_currency'],
  ])('refuses %s %s with %p as %s', (text, code, options, fault) => {
    expect(faultOf(text, code, options)).toBe(fault);
  });

  it('fits a 64-bit column whatever it accepts', () => {
    expect(parseMoney(`${'9'.repeat(12)}.999999`, 'USD')).toBeLessThan(2n ** 63n);
  });
});

describe(formatDecimal, () => {
  it.each([
    [25_000_000n, 'USD', '25.00'],
    [24_993_151n, 'USD', '24.993151'],
    [-6_849n, 'USD', '-0.006849'],
    [0n, 'USD', '0.00'],
    [0n, 'JPY', '0'],
    [2_500_000_000n, 'JPY', '2500'],
    [1_500_000n, 'JPY', '1.5'],
    [1_230_000n, 'KWD', '1.230'],
  ])('writes %i %s as %s', (amount, code, expected) => {
    expect(formatDecimal(amount, code)).toBe(expected);
  });

  it('is read back as the same amount, for any amount and currency', () => {
    fc.assert(
      fc.property(micro, currency, (amount, code) => {
        expect(parseMoney(formatDecimal(amount, code), code, { sign: 'signed' })).toBe(amount);
      }),
    );
  });

  it('has at least the decimals of the currency and at most six', () => {
    fc.assert(
      fc.property(micro, currency, (amount, code) => {
        const decimals = formatDecimal(amount, code).split('.')[1]?.length ?? 0;
        expect(decimals).toBeGreaterThanOrEqual(currencyDecimals(code));
        expect(decimals).toBeLessThanOrEqual(6);
      }),
    );
  });
});
