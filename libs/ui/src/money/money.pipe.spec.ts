import { MoneyPipe, RatePipe } from './money.pipe';

describe('money in templates', () => {
  it('writes ledger amounts with their sign', () => {
    const money = new MoneyPipe();

    expect([
      money.transform('-1.65', 'USD', 'signed'),
      money.transform('20', 'USD', 'signed'),
      money.transform('18.419', 'USD'),
    ]).toEqual(['\u2212$1.65', '+$20.00', '$18.42']);
  });

  it('writes rates with four decimals', () => {
    expect(new RatePipe().transform('0.013699', 'USD')).toBe('$0.0137');
  });
});
