import { Bandwidth } from './bandwidth';

describe(Bandwidth, () => {
  it('lets a burst pass and then makes it wait until it is earned', () => {
    const bandwidth = new Bandwidth(1_000_000);
    expect(bandwidth.passed(200_000, 1_000)).toBe(0);
    expect(bandwidth.passed(300_000, 1_010)).toBe(490);
    expect(bandwidth.passed(100_000, 1_500)).toBe(0);
  });

  it('makes nobody wait without a limit', () => {
    expect(new Bandwidth(0).passed(1e12, 0)).toBe(0);
  });

  it('never lets more through than the limit over ten seconds', () => {
    const bandwidth = new Bandwidth(1_000_000);
    let passed = 0;
    for (let now = 0; now < 10_000;) {
      passed += 65_536;
      now += Math.max(1, bandwidth.passed(65_536, now));
    }
    expect(passed).toBeLessThan(10_000_000 * 1.3);
  });
});
