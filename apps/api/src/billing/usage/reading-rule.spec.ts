import type { HourlyStats } from '@sky/integrations/virtfusion';
import { judge, totalOf } from './reading-rule';

const stats = (change: Partial<HourlyStats> = {}): HourlyStats => ({
  ...{ period: 'November 2026', hours: 10, monthlyValue: '1.00', monthlyTokens: '100.00', creditValue: null, creditTokens: null },
  ...{ currency: 'USD', ...change },
});

describe(totalOf, () => {
  it.each([
    ['100.00', 1_000_000n],
    ['1,234.50', 12_345_000n],
    ['0.3333', 3_333n],
    ['7', 70_000n],
  ])('reads %s tokens at 100 for one', (monthlyTokens, value) => {
    expect(totalOf(stats({ monthlyTokens }), 100)).toEqual({ hours: 10, value });
  });

  it('takes no number for nothing only where no hours are told', () => {
    expect(totalOf(stats({ monthlyTokens: null, hours: 0 }), 100)).toEqual({ hours: 0, value: 0n });
    expect(totalOf(stats({ monthlyTokens: null }), 100)).toBeNull();
  });

  it.each(['', '-5', '1e3', 'NaN', '1.2.3'])('does not read %p', monthlyTokens => {
    expect(totalOf(stats({ monthlyTokens }), 100)).toBeNull();
  });

  it('knows nothing where the answer has another shape', () => expect(totalOf(null, 100)).toBeNull());
});

describe(judge, () => {
  const last = { hours: 10, value: 100n };

  it('charges what came on top', () => {
    expect(judge({ hours: 12, value: 130n }, last, false)).toMatchObject({ outcome: 'charged', amount: 30n });
    expect(judge({ hours: 12, value: 130n }, null, false)).toMatchObject({ outcome: 'charged', amount: 130n });
  });

  it('charges nothing for what stands still, and nothing that was the beginning', () => {
    expect(judge(last, last, false)).toMatchObject({ outcome: 'unchanged', amount: 0n });
    expect(judge(last, null, true)).toMatchObject({ outcome: 'baseline', amount: 0n });
  });

  it('pays nothing back when a total falls, and takes the unknown for unknown', () => {
    expect(judge({ hours: 12, value: 99n }, last, false)).toMatchObject({ outcome: 'decreased', amount: 0n });
    expect(judge({ hours: 9, value: 130n }, last, false)).toMatchObject({ outcome: 'decreased', amount: 0n });
    expect(judge(null, last, false)).toEqual({ outcome: 'unknown', total: null, amount: 0n });
  });
});
