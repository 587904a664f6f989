import { Circuit } from './circuit';

const LIMITS = { failures: 3, windowMs: 60_000, openMs: 10_000, longestOpenMs: 40_000 };

describe(Circuit, () => {
  let now: number;
  let circuit: Circuit;

  beforeEach(() => {
    now = Date.UTC(2026, 10, 28);
    circuit = new Circuit(LIMITS, () => now);
  });

  function fail(times = 1): void {
    for (let time = 0; time < times; time++) circuit.admit()?.settle('failure', 'no answer');
  }

  it('opens after so many failures in a row, and says why', () => {
    fail(2);
    expect(circuit.report()).toMatchObject({ state: 'closed', failures: 2 });

    fail();

    expect(circuit.report()).toEqual({ state: 'open', since: new Date(now), failures: 3, reason: 'no answer' });
    expect(circuit.admit()).toBeNull();
    expect(circuit.closedForMs()).toBe(10_000);
  });

  it('starts counting again after a success', () => {
    fail(2);
    circuit.admit()?.settle('success');
    fail(2);

    expect(circuit.report()).toMatchObject({ state: 'closed', failures: 2 });
  });

  it('does not add up failures of different hours', () => {
    fail(2);
    now += 60_001;
    fail(2);

    expect(circuit.report().state).toBe('closed');
  });

  it('lets one probe through after the pause, and nobody else until it is answered', () => {
    fail(3);
    now += 10_000;

    const probe = circuit.admit();

    expect(probe?.isProbe).toBe(true);
    expect(circuit.report().state).toBe('half_open');
    expect(circuit.admit()).toBeNull();
    probe?.settle('success');
    expect(circuit.report()).toMatchObject({ state: 'closed', failures: 0, reason: null });
    expect(circuit.admit()?.isProbe).toBe(false);
  });

  it('doubles the pause with each probe that fails, up to the longest', () => {
    fail(3);
    const pauses = [10_000, 20_000, 40_000, 40_000].map(pause => {
      expect(circuit.closedForMs()).toBe(pause);
      now += pause;
      fail();
      return circuit.report().state;
    });

    expect(pauses).toEqual(['open', 'open', 'open', 'open']);
  });

  it('begins with the short pause again after it had closed', () => {
    fail(3);
    now += 10_000;
    fail();
    now += 20_000;
    circuit.admit()?.settle('success');
    fail(3);

    expect(circuit.closedForMs()).toBe(10_000);
  });

  it('gives the probe to the next call when one was never sent', () => {
    fail(3);
    now += 10_000;

    circuit.admit()?.settle('neutral');

    expect(circuit.admit()?.isProbe).toBe(true);
  });

  it('is not moved by late answers from before it opened', () => {
    const early = [circuit.admit(), circuit.admit()];
    fail(3);

    early[0]?.settle('success');
    early[1]?.settle('failure');

    expect(circuit.report()).toMatchObject({ state: 'open', failures: 3 });
  });

  it('takes what came of a call once', () => {
    const pass = circuit.admit();
    for (let time = 0; time < 5; time++) pass?.settle('failure');

    expect(circuit.report().failures).toBe(1);
  });
});
