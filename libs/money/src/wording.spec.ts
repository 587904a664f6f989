import fc from 'fast-check';

import { InvalidMoney } from './invalid-money';
import { formatMoney, type FormatMoneyOptions } from './wording';

describe(formatMoney, () => {
  it.each<[bigint | string, string, FormatMoneyOptions, string]>([
    ['18.42', 'USD', {}, '$18.42'],
    [18_420_000n, 'USD', {}, '$18.42'],
    ['24.993151', 'USD', {}, '$24.99'],
    ['1234567.5', 'USD', {}, '$1,234,567.50'],
    ['-1.65', 'USD', {}, '\u2212$1.65'],
    ['20', 'USD', { sign: 'always' }, '+$20.00'],
    ['-20', 'USD', { sign: 'always' }, '\u2212$20.00'],
    ['0', 'USD', { sign: 'always' }, '$0.00'],
    ['0.006849', 'USD', { decimals: 'exact' }, '$0.006849'],
    ['25', 'USD', { decimals: 'exact' }, '$25.00'],
    ['0.01504', 'USD', { decimals: 4 }, '$0.0150'],
    ['2500', 'JPY', {}, '¥2,500'],
    ['2500.5', 'JPY', {}, '¥2,501'],
    ['0.25', 'JPY', { decimals: 'exact' }, '¥0.25'],
    ['3.5', 'EUR', {}, '€3.50'],
    ['1234.5', 'EUR', { locale: 'de-DE' }, '1.234,50\u00a0€'],
    ['1', 'CAD', {}, 'CA$1.00'],
    ['1.2345', 'KWD', {}, 'KWD\u00a01.235'],
  ])('words %p %s with %p as %s', (amount, currency, options, expected) => {
    expect(formatMoney(amount, currency, options)).toBe(expected);
  });

  it('rounds half away from zero on both sides', () => {
    expect([formatMoney('0.005', 'USD'), formatMoney('-0.005', 'USD')]).toEqual(['$0.01', '\u2212$0.01']);
  });

  it('writes no sign before what rounds to nothing', () => {
    expect([formatMoney('-0.001', 'USD'), formatMoney('0.001', 'USD', { sign: 'always' })]).toEqual(['$0.00', '$0.00']);
  });

  it('keeps every digit of amounts beyond the precision of floats', () => {
    expect(formatMoney('999999999999.999999', 'USD', { decimals: 'exact' })).toBe('$999,999,999,999.999999');
  });

  it('shows all digits of any amount when asked to be exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.constantFrom('USD', 'JPY', 'KWD'), (micro, currency) => {
        const digits = formatMoney(micro, currency, { decimals: 'exact' }).replace(/[^\d.]/g, '');
        const [whole = '', decimals = ''] = digits.split('.');
        expect(BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'))).toBe(micro);
      }),
    );
  });

  it('refuses what is not an amount', () => {
    expect(() => formatMoney('12 dollars', 'USD')).toThrow(new InvalidMoney('malformed'));
  });
});
