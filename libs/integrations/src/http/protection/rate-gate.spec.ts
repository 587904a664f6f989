import { RateGate } from './rate-gate';

describe(RateGate, () => {
  let now: number;
  let gate: RateGate;

  beforeEach(() => {
    now = Date.UTC(2026, 10, 28);
    gate = new RateGate(300_000, () => now);
  });

  it('reports what is left', () => {
    gate.heed(200, new Headers({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '41' }));

    expect(gate.report()).toEqual({ limit: 60, remaining: 41, heldUntil: null });
    expect(gate.waitMs()).toBe(0);
  });

  it.each([
    ['so many seconds', { 'retry-after': '7' }, 7_000],
    ['until a date', { 'retry-after': new Date(Date.UTC(2026, 10, 28, 0, 0, 9)).toUTCString() }, 9_000],
    ['for a while when nothing is said', {}, 5_000],
    ['never for hours', { 'retry-after': '7200' }, 300_000],
  ])('keeps quiet %s after too many requests', (_name, headers, ms) => {
    gate.heed(429, new Headers(headers as Record<string, string>));

    expect(gate.waitMs()).toBe(ms);
    now += ms;
    expect(gate.waitMs()).toBe(0);
    expect(gate.report().heldUntil).toBeNull();
  });

  it('keeps quiet until the limit is renewed when nothing is left', () => {
    const renewedAt = now / 1000 + 12;
    gate.heed(200, new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(renewedAt) }));

    expect(gate.waitMs()).toBe(12_000);
    expect(gate.report()).toMatchObject({ remaining: 0, heldUntil: new Date(now + 12_000) });
  });

  it('is not shortened by a later answer that knows less', () => {
    gate.heed(429, new Headers({ 'retry-after': '30' }));
    gate.heed(429, new Headers({ 'retry-after': '1' }));

    expect(gate.waitMs()).toBe(30_000);
  });
});
