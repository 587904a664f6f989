import { worthOf } from './capture-check';

const payment = { id: 41, amount: 25_000_000n, currency: 'USD' };
const capture = { id: '3C679366HH908993F', amount: '25.00', currency: 'USD', customId: '41' };

describe(worthOf, () => {
  it('credits what was wished for without a remark', () => {
    expect(worthOf(capture, payment)).toEqual({ isCreditable: true, amount: 25_000_000n, remark: null });
  });

  it('knows a payment by its order when PayPal does not repeat the mark', () => {
    expect(worthOf({ ...capture, customId: null }, payment)).toMatchObject({ isCreditable: true });
  });

  it.each([
    ['24.99', 24_990_000n, '$24.99 arrived instead of $25.00.'],
    ['30.00', 30_000_000n, '$30.00 arrived instead of $25.00.'],
  ])('credits %s as it was taken, with a remark', (amount, credited, remark) => {
    expect(worthOf({ ...capture, amount }, payment)).toEqual({ isCreditable: true, amount: credited, remark });
  });

  it.each([
    ['JPY', '2500', 2_500_000_000n],
    ['HUF', '2500', 2_500_000_000n],
    ['KWD', '2.500', 2_500_000n],
    ['EUR', '0.01', 10_000n],
  ])('reads %s %s in its own decimals', (currency, amount, micro) => {
    expect(worthOf({ ...capture, amount, currency }, { id: 41, amount: micro, currency })).toMatchObject({
      amount: micro,
      remark: null,
    });
  });

  it.each([
    ['another currency', { currency: 'EUR' }],
    ['another payment', { customId: '42' }],
    ['a mark that only looks alike', { customId: '041' }],
    ['nothing', { amount: '0.00' }],
  ])('never credits %s', (_words, change) => {
    expect(worthOf({ ...capture, ...change }, payment)).toMatchObject({ isCreditable: false });
  });
});
