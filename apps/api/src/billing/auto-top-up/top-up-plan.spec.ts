import { parseMoney } from '@sky/money';
import { creditToBuy, type TopUpNeed, withinCaps } from './top-up-plan';

const usd = (text: string) => parseMoney(text, 'USD');

const need: TopUpNeed = {
  balance: usd('2.00'),
  hourlyRate: usd('0.01'),
  daysAhead: 10,
  fixedAmount: null,
  minimum: usd('5.00'),
  maximum: usd('100.00'),
  currency: 'USD',
};

describe(creditToBuy, () => {
  it.each([
    ['nothing while the credit lasts', { balance: usd('2.40') }, null],
    ['nothing while nothing is used', { hourlyRate: 0n, balance: 0n }, null],
    ['the smallest top-up when less is missing', {}, '5.00'],
    ['what is missing and a week more', { hourlyRate: usd('0.10') }, '38.80'],
    ['no part of a cent', { hourlyRate: 33_333n, balance: 0n }, '13.60'],
    ['no more than the largest top-up', { hourlyRate: usd('5.00') }, '100.00'],
    ['what is owed too', { hourlyRate: usd('0.10'), balance: -usd('10.00') }, '50.80'],
    ['a fixed amount as it is', { fixedAmount: usd('20.00') }, '20.00'],
  ])('buys %s', (_name, change, bought) => {
    expect(creditToBuy({ ...need, ...change })).toBe(bought === null ? null : usd(bought));
  });
});

describe(withinCaps, () => {
  const caps = (...left: string[]) => left.map(text => ({ paid: usd('10.00'), cap: usd('10.00') + usd(text) }));

  it('leaves an amount that fits as it is', () => {
    expect(withinCaps(usd('20.00'), usd('23.80'), caps('23.80', '100.00'), need)).toBe(usd('20.00'));
  });

  it('shrinks a computed amount until it fits the tightest cap, tax included', () => {
    expect(withinCaps(usd('20.00'), usd('23.80'), caps('100.00', '11.90'), need)).toBe(usd('9.99'));
  });

  it('buys nothing rather than less than the smallest top-up', () => {
    expect(withinCaps(usd('20.00'), usd('20.00'), caps('4.99'), need)).toBeNull();
    expect(withinCaps(usd('20.00'), usd('20.00'), [{ paid: usd('30.00'), cap: usd('10.00') }], need)).toBeNull();
  });

  it('never splits a fixed amount', () => {
    expect(withinCaps(usd('20.00'), usd('20.00'), caps('19.99'), { ...need, fixedAmount: usd('20.00') })).toBeNull();
  });
});
