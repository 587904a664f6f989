import fc from 'fast-check';
import { type ServerPeriods, whyChanged } from './why-changed';

const web: ServerPeriods = {
  name: 'web-1',
  before: 7_200_000n,
  beforeHours: 720,
  now: 7_200_000n,
  nowHours: 720,
  isNew: false,
  isGone: false,
};

describe(whyChanged, () => {
  it('says nothing about what did not change', () => expect(whyChanged([web], 'USD')).toEqual([]));

  it('names servers that were added or deleted', () => {
    const added = { ...web, name: 'db-1', before: 0n, beforeHours: 0, isNew: true };
    const deleted = { ...web, now: 0n, nowHours: 0, isGone: true };
    expect(whyChanged([added, deleted], 'USD').map(({ kind, words }) => [kind, words])).toEqual([
      ['added', 'db-1 was added and cost $7.20.'],
      ['deleted', 'web-1 was deleted and cost $7.20 less.'],
    ]);
  });

  it('parts hours from the price of the hour', () => {
    const [first, second] = whyChanged([{ ...web, now: 7_200_000n, nowHours: 360 }], 'USD');
    expect(first).toMatchObject({
      kind: 'hours',
      difference: -3_600_000n,
      words: 'web-1 was charged for 360 hours instead of 720: $3.60 less.',
    });
    expect(second).toMatchObject({ kind: 'price', difference: 3_600_000n });
  });

  it('explains the whole difference, the largest reason first', () => {
    const server = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      before: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      beforeHours: fc.integer({ min: 0, max: 720 }),
      now: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      nowHours: fc.integer({ min: 0, max: 720 }),
      isNew: fc.boolean(),
      isGone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(server, { maxLength: 5 }), servers => {
        const reasons = whyChanged(servers, 'USD');
        const whole = servers.reduce((sum, { now, before }) => sum + now - before, 0n);
        expect(reasons.reduce((sum, { difference }) => sum + difference, 0n)).toBe(whole);
        const sizes = reasons.map(({ difference }) => (difference < 0n ? -difference : difference));
        expect(sizes).toEqual([...sizes].sort((one, other) => (one < other ? 1 : -1)));
      }),
    );
  });
});
