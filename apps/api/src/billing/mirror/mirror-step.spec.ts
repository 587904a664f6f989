import fc from 'fast-check';
import { foundBy, hundredthsOf, type MirrorRule, nextStep, readHundredths, tokensText, type Unmirrored } from './mirror-step';

const NOW = new Date('2027-01-10T12:00:00Z');
const RULE: MirrorRule = { mirrored: 'everything', tokensPerUnit: 100, usageBefore: NOW };

/** Postings with running balances, an hour apart; every negative amount is usage. */
function postings(amounts: readonly bigint[]): Unmirrored[] {
  let balance = 0n;
  return amounts.map((amount, index) => {
    balance += amount;
    const occurredAt = new Date(NOW.getTime() - (amounts.length - index) * 3_600_000);
    const sequence = BigInt(index + 1);
    return {
      sequence,
      transactionId: sequence,
      amount,
      balanceAfter: balance,
      isUsage: amount < 0n,
      occurredAt,
      reversesId: null,
    };
  });
}

describe('what VirtFusion is told', () => {
  it('is nothing while there is nothing new', () => {
    expect(nextStep([], 0n, RULE)).toBeNull();
  });

  it('is one posting at a time where it is no usage', () => {
    expect(nextStep(postings([25_000_000n, 5_000_000n]), 0n, RULE)).toEqual({
      firstSequence: 1n,
      lastSequence: 1n,
      transactionId: 1n,
      reversesId: null,
      hundredths: 250_000n,
    });
  });

  it('is all usage in a row at once, to the rounded balance after it', () => {
    const step = nextStep(postings([25_000_000n, -7_534n, -7_534n, -7_535n, 1_000_000n]).slice(1), 250_000n, RULE);
    expect(step).toMatchObject({ firstSequence: 2n, lastSequence: 4n, transactionId: null, hundredths: -226n });
  });

  it('waits with usage that nothing follows and that is not old enough', () => {
    const usage = postings([25_000_000n, -7_534n]).slice(1);
    expect(nextStep(usage, 250_000n, { ...RULE, usageBefore: new Date('2027-01-01') })).toBeNull();
  });

  it('leaves usage out where VirtFusion meters it', () => {
    const usage = postings([25_000_000n, -7_534n]).slice(1);
    expect(nextStep(usage, 250_000n, { ...RULE, mirrored: 'all-but-usage' })).toMatchObject({ lastSequence: 2n, hundredths: 0n });
  });

  it('ends at the rounded balance, whatever the amounts were', () => {
    const amount = fc.oneof(fc.bigInt(1n, 90_000_000n), fc.bigInt(-90_000_000n, -1n));
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5_000 }),
        (amounts, tokensPerUnit) => {
          const all = postings(amounts);
          let mirrored = 0n;
          for (let waiting = all; waiting.length > 0;) {
            const step = nextStep(waiting, mirrored, { ...RULE, tokensPerUnit });
            if (!step) throw new Error('it stopped before the end');
            mirrored += step.hundredths;
            waiting = all.filter(({ sequence }) => sequence > step.lastSequence);
          }
          expect(mirrored).toBe(hundredthsOf(all.at(-1)?.balanceAfter ?? 0n, tokensPerUnit));
        },
      ),
    );
  });
});

describe('a figure of VirtFusion', () => {
  it.each([
    ['1234.50', 123_450n],
    ['-0.07', -7n],
    ['0', 0n],
    ['12.005', 1_201n],
  ])('%s is read exactly', (text, expected) => {
    expect(readHundredths(text)).toBe(expected);
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n), figure => readHundredths(tokensText(figure)) === figure),
    );
  });

  it.each([
    [100n, 350n, 250n, 'done'],
    [100n, 100n, 250n, 'not-done'],
    [100n, 120n, 250n, 'unclear'],
    [null, 350n, 250n, 'unclear'],
    [100n, null, 250n, 'unclear'],
  ] as const)('that was %s and is %s after a booking of %s says %s', (before, now, booked, expected) => {
    expect(foundBy(before, now, booked)).toBe(expected);
  });
});
