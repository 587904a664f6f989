import fc from 'fast-check';
import { currencyDecimals, parseMoney } from '@sky/money';
import { TAX_MODES, taxed } from './tax-quote';

const currency = fc.constantFrom('JPY', 'USD', 'KWD');
const rate = fc.integer({ min: 0, max: 10_000 });

/** An amount that somebody can pay in a currency. */
function payable(code: string): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 1n, max: 10n ** 9n }).map(units => units * 10n ** BigInt(6 - currencyDecimals(code)));
}

describe('tax of a credit', () => {
  it('splits every amount into net and tax that make up what is paid, in whole smallest units', () => {
    const cases = currency.chain(code => fc.tuple(fc.constant(code), payable(code), fc.constantFrom(...TAX_MODES), rate));
    fc.assert(
      fc.property(cases, ([code, credit, mode, basisPoints]) => {
        const { net, tax, gross } = taxed(credit, mode, basisPoints, code);
        const step = 10n ** BigInt(6 - currencyDecimals(code));
        expect(net + tax).toBe(gross);
        expect([net % step, tax % step, gross % step]).toEqual([0n, 0n, 0n]);
        expect(tax >= 0n && gross >= credit).toBe(true);
        expect(mode === 'exclusive' ? net : gross).toBe(credit);
        if (mode === 'none' || mode === 'reverse_charge') expect(tax).toBe(0n);
      }),
    );
  });

  it('is off by half of a smallest unit at most', () => {
    fc.assert(
      fc.property(
        currency.chain(code => fc.tuple(fc.constant(code), payable(code), rate)),
        ([code, credit, basisPoints]) => {
          const step = 10n ** BigInt(6 - currencyDecimals(code));
          const { tax } = taxed(credit, 'exclusive', basisPoints, code);
          const exactTimesBasis = credit * BigInt(basisPoints);
          const difference = tax * 10_000n - exactTimesBasis;
          expect((difference < 0n ? -difference : difference) * 2n <= step * 10_000n).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['USD', '25.00', 'exclusive', 1900, '25.00', '4.75', '29.75'],
    ['USD', '25.00', 'inclusive', 1900, '21.01', '3.99', '25.00'],
    ['JPY', '1000', 'exclusive', 825, '1000', '83', '1083'],
    ['JPY', '1000', 'inclusive', 1000, '909', '91', '1000'],
    ['KWD', '3.333', 'exclusive', 500, '3.333', '0.167', '3.5'],
    ['USD', '0.01', 'inclusive', 1900, '0.01', '0.00', '0.01'],
  ] as const)('%s %s %s at %i is %s and %s, in all %s', (code, credit, mode, basisPoints, net, tax, gross) => {
    const micro = (text: string) => parseMoney(text, code);
    expect(taxed(micro(credit), mode, basisPoints, code)).toEqual({ net: micro(net), tax: micro(tax), gross: micro(gross) });
  });
});
