import { type Runway, runwaySteps } from './runway';
import { runwayGeometry } from './runway-geometry';

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();

const runway: Runway = {
  currency: 'USD',
  points: [
    { at: at(20), balance: '4.00' },
    { at: at(21), balance: '22.00' },
  ],
  topUps: [{ at: at(20, 12), amount: '20.00' }],
  projection: { from: { at: at(22), balance: '20.00' }, to: { at: at(30), balance: '0.00' } },
};

describe(runwaySteps, () => {
  it('draws a top-up as an upright step at its own time, and spreads usage around it', () => {
    const steps = runwaySteps(runway);

    expect(steps.map(({ value }) => value)).toEqual([4, 3, 23, 22, 20]);
    expect(steps[1]?.time).toBe(steps[2]?.time);
    expect(steps[2]?.topUp).toBe('20.00');
  });

  it('keeps the balances that are known as they are', () => {
    expect(runwaySteps({ ...runway, topUps: [] }).map(({ value }) => value)).toEqual([4, 22, 20]);
  });
});

describe(runwayGeometry, () => {
  it('ends the projection on the baseline, right of today', () => {
    const plot = runwayGeometry(runway, 470, 126);

    expect(plot?.end?.y).toBe(plot?.baseline);
    expect(plot?.end?.x).toBeGreaterThan(plot?.today.x ?? Infinity);
    expect(plot?.end?.x).toBeLessThanOrEqual(470);
  });

  it('gives the highest point room for its label', () => {
    expect(Math.min(...(runwayGeometry(runway, 470, 126)?.steps.map(({ y }) => y) ?? []))).toBe(14);
  });

  it('has no projection when nothing is spent, and nothing at all without a history', () => {
    expect(runwayGeometry({ ...runway, projection: null }, 470, 126)?.projection).toBe('');
    expect(runwayGeometry({ currency: 'USD', points: [], topUps: [], projection: null }, 470, 126)).toBeUndefined();
  });

  it('draws a debt below the axis of zero without leaving the plot', () => {
    const plot = runwayGeometry({ ...runway, points: [{ at: at(20), balance: '-3.00' }] }, 470, 126);

    expect(Math.max(...(plot?.steps.map(({ y }) => y) ?? []))).toBeLessThanOrEqual(plot?.baseline ?? 0);
  });
});
