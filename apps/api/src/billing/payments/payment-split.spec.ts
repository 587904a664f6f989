import { parseMoney } from '@sky/money';
import type { TaxMode } from '../tax/tax-quote';
import { type Agreed, houseLines, negated, splitBetween, splitGoneBack, splitOfCapture, taxOfMovement } from './payment-split';

const eur = (text: string) => parseMoney(text, 'EUR', { sign: 'signed' });

function agreed(mode: TaxMode, amount: string, credit: string, tax: string): Agreed {
  const snapshot = { mode, name: 'VAT', rateBasisPoints: 1900, country: 'DE', customerKind: 'consumer' as const };
  return {
    amount: eur(amount),
    credit: eur(credit),
    tax: { ...snapshot, net: credit, tax, gross: amount },
    currency: 'EUR',
  };
}

const onTop = agreed('exclusive', '29.75', '25.00', '4.75');
const within = agreed('inclusive', '25.00', '25.00', '3.99');
const untaxed: Agreed = { amount: eur('25.00'), credit: eur('25.00'), tax: null, currency: 'EUR' };

describe(splitOfCapture, () => {
  it.each([
    ['tax on top', onTop, '29.75', '25.00', '4.75'],
    ['tax within', within, '25.00', '25.00', '3.99'],
    ['no tax', untaxed, '25.00', '25.00', '0.00'],
    ['less than asked for, tax on top', onTop, '10.00', '8.40', '1.60'],
    ['more than asked for, tax within', within, '50.00', '50.00', '7.98'],
  ])('splits money with %s', (_name, terms, captured, credit, tax) => {
    expect(splitOfCapture(terms, eur(captured))).toEqual({ gross: eur(captured), credit: eur(credit), tax: eur(tax) });
  });
});

describe(splitGoneBack, () => {
  it.each([onTop, within, untaxed])('gives back exactly what was split when all of the money goes back', terms => {
    expect(splitGoneBack(terms, terms.amount, terms.amount)).toEqual(splitOfCapture(terms, terms.amount));
  });

  it.each([onTop, within])('adds up to the whole however the money is cut, and each cent takes credit back', terms => {
    let credit = 0n;
    let tax = 0n;
    for (let total = 0n; total < terms.amount; total += eur('0.01')) {
      const part = splitBetween(terms, terms.amount, total, total + eur('0.01'));
      expect(part.credit > 0n).toBe(true);
      credit += part.credit;
      tax += part.tax;
    }
    expect({ credit, tax }).toEqual({ credit: terms.credit, tax: eur(terms.tax?.tax ?? '0') });
  });
});

describe(houseLines, () => {
  it.each([
    ['on top', onTop],
    ['within', within],
    ['none', untaxed],
  ])('balances the customer’s line with tax %s, both ways', (_name, terms) => {
    const split = splitOfCapture(terms, terms.amount);
    for (const one of [split, negated(split)]) {
      const lines = houseLines(terms, 'paypal_clearing', one);
      expect(lines.reduce((sum, { amount }) => sum + amount, one.credit)).toBe(0n);
      expect(lines.every(({ amount }) => amount !== 0n)).toBe(true);
    }
  });

  it('books tax on top as owed, and tax within as owed and contained', () => {
    expect(houseLines(onTop, 'bank_clearing', splitOfCapture(onTop, onTop.amount))).toEqual([
      { account: 'bank_clearing', amount: eur('-29.75') },
      { account: 'tax_payable', amount: eur('4.75') },
    ]);
    expect(houseLines(within, 'paypal_clearing', splitOfCapture(within, within.amount))).toEqual([
      { account: 'paypal_clearing', amount: eur('-25.00') },
      { account: 'tax_payable', amount: eur('3.99') },
      { account: 'tax_included', amount: eur('-3.99') },
    ]);
  });
});

describe(taxOfMovement, () => {
  it('prints the part of a refund, below zero', () => {
    const part = splitBetween(onTop, onTop.amount, 0n, eur('10.00'));

    expect(taxOfMovement(onTop, negated(part))).toMatchObject({ net: '-8.40', tax: '-1.60', gross: '-10.00' });
    expect(taxOfMovement(untaxed, part)).toBeNull();
  });
});
