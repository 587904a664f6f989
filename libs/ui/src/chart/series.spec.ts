import { linePath, scaleTop } from './series';

describe(scaleTop, () => {
  it.each([
    [[0], 1],
    [[null], 1],
    [[1.65, 1.1], 2],
    [[2.4], 4],
    [[1, 0], 2],
    [[5, null, 3], 6],
    [[41_000], 50_000],
    [[61_904], 100_000],
    [[1_000], 1_000],
  ])('reaches over %j with %d', (values, top) => {
    expect(scaleTop(values)).toBe(top);
  });
});

describe(linePath, () => {
  it('leaves a gap where a value is not known', () => {
    const path = linePath(
      [1, null, 3, 4],
      index => index * 10,
      value => value,
    );

    expect(path).toBe('M0.0 1.0M20.0 3.0L30.0 4.0');
  });
});
