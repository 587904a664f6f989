import fc from 'fast-check';
import { type CreditEvent, remainingOf } from './spent-first';

const granted = (id: number, amount: bigint, expiresAt: number | null = null): CreditEvent => ({
  kind: 'granted',
  grant: { id, amount, expiresAt },
});
const spent = (amount: bigint): CreditEvent => ({ kind: 'spent', amount });

describe('what is left of promotional credit', () => {
  it.each<[string, CreditEvent[], [number, bigint][]]>([
    ['all of it before anything is used', [granted(1, 500n)], [[1, 500n]]],
    ['what usage leaves', [granted(1, 500n), spent(200n)], [[1, 300n]]],
    ['nothing once more was used', [granted(1, 500n), spent(900n)], [[1, 0n]]],
    ['all of it when the usage came before it', [spent(900n), granted(1, 500n)], [[1, 500n]]],
    [
      'the later of two, because what expires sooner is spent first',
      [granted(1, 500n, 9_000), granted(2, 300n, 5_000), spent(400n)],
      [
        [1, 400n],
        [2, 0n],
      ],
    ],
    [
      'what never expires, spent last',
      [granted(1, 100n), granted(2, 100n, 5_000), spent(150n)],
      [
        [1, 50n],
        [2, 0n],
      ],
    ],
    ['what was not taken back', [granted(1, 500n), { kind: 'taken', grantId: 1, amount: 450n }, spent(20n)], [[1, 30n]]],
    ['no more when usage is returned', [granted(1, 500n), spent(500n), spent(-300n)], [[1, 0n]]],
    [
      'the grant untouched by usage that only replaces what was returned',
      [spent(-300n), granted(1, 500n), spent(300n)],
      [[1, 500n]],
    ],
  ])('is %s', (_, events, expected) => {
    expect([...remainingOf(events)]).toEqual(expected);
  });

  it('never grows, never falls below nothing, and never loses more than was used or taken', () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('granted' as const),
        grant: fc.record({
          id: fc.integer({ min: 1, max: 1_000_000 }),
          amount: fc.bigInt(1n, 10_000n),
          expiresAt: fc.option(fc.integer({ min: 1, max: 100 })),
        }),
      }),
      fc.record({ kind: fc.constant('spent' as const), amount: fc.bigInt(-2_000n, 5_000n) }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { maxLength: 30, selector: one => (one.kind === 'granted' ? one.grant.id : one) }),
        events => {
          const left = [...remainingOf(events).values()].reduce((sum, amount) => sum + amount, 0n);
          const given = events.reduce((sum, one) => sum + (one.kind === 'granted' ? one.grant.amount : 0n), 0n);
          const used = events.reduce((sum, one) => sum + (one.kind === 'spent' && one.amount > 0n ? one.amount : 0n), 0n);
          expect(left).toBeGreaterThanOrEqual(0n);
          expect(left).toBeLessThanOrEqual(given);
          expect(given - left).toBeLessThanOrEqual(used);
        },
      ),
    );
  });
});
