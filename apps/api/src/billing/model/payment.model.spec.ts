import fc from 'fast-check';
import { splitOfCapture } from '../payments/payment-split';
import type { TaxMode } from '../tax/tax-quote';
import { does, doesWith, drive, EXPECTED_STEPS, type Step } from '../../testing/drive-model';
import { type Answer, HOUR, World } from './payment-world';

const answers = fc.constantFrom<Answer>('told', 'lost before', 'lost after');
const outcomes = fc.constantFrom('completed' as const, 'completed' as const, 'pending' as const, 'declined instrument' as const);

const steps: fc.Arbitrary<Step<World>>[] = [
  does('the buyer approves', ({ paypal }) => {
    if (paypal.order === 'created') paypal.order = 'approved';
  }),
  doesWith(
    'somebody settles',
    fc.tuple(fc.constantFrom('buyer' as const, 'news' as const), answers, outcomes, fc.boolean()),
    (world, [bringer, answer, outcome, isOdd]) =>
      world.settle(bringer, answer, outcome, isOdd ? world.payment.amount * 2n : world.payment.amount),
  ),
  does('a slow process asks', world => {
    if (world.underWay) return;
    const claimNumber = world.claim();
    if (claimNumber !== null) world.underWay = { claimNumber, truth: world.paypal.look(world.currency) };
  }),
  does('the slow process records, perhaps under a claim that ran out', world => {
    if (!world.underWay) return;
    const { truth, claimNumber } = world.underWay;
    world.underWay = null;
    world.hear(truth, claimNumber, false);
  }),
  does('the slow process dies', world => {
    world.underWay = null;
  }),
  doesWith('hours pass', fc.integer({ min: 1, max: 100 }), (world, hours) => {
    world.now += hours * HOUR;
  }),
  does('the review ends well', ({ paypal }) => {
    if (paypal.capture?.status === 'pending') paypal.capture = { ...paypal.capture, status: 'completed' };
  }),
  does('the review ends badly', ({ paypal }) => {
    if (paypal.capture?.status === 'pending') paypal.capture = { ...paypal.capture, status: 'declined' };
  }),
  doesWith('PayPal refunds percent of the rest', fc.integer({ min: 1, max: 100 }), ({ paypal }, percent) => {
    if (paypal.capture?.status !== 'completed' || paypal.disputed?.state === 'open') return;
    const part = ((paypal.capture.amount - paypal.gone) * BigInt(percent)) / 100n;
    const whole = part - (part % 10_000n);
    if (whole > 0n) paypal.refunded += whole;
  }),
  does('we hear of refunds', world => world.takeBack(world.paypal.refunded)),
  does('we hear old news of refunds', world => world.takeBack(world.paypal.refunded / 2n)),
  does('the buyer opens a dispute', ({ paypal }) => {
    if (paypal.capture?.status === 'completed' && paypal.disputed === null && paypal.gone < paypal.capture.amount)
      paypal.disputed = { state: 'open', taken: 0n, gaveBack: 0n };
  }),
  does('the dispute is lost', ({ paypal }) => {
    if (paypal.disputed?.state !== 'open' || paypal.capture === null) return;
    paypal.disputed = { ...paypal.disputed, state: 'lost', taken: paypal.capture.amount - paypal.refunded };
  }),
  does('the dispute is won', ({ paypal }) => {
    if (paypal.disputed === null || paypal.disputed.state === 'won') return;
    paypal.disputed = { ...paypal.disputed, state: 'won', gaveBack: paypal.disputed.taken };
  }),
  does('we hear of the dispute', world => world.hearOfDispute()),
];

const worlds = fc.record({
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  cents: fc.integer({ min: 500, max: 100_000 }),
  mode: fc.constantFrom<TaxMode>('none', 'inclusive', 'exclusive', 'reverse_charge'),
  rate: fc.integer({ min: 1, max: 2_700 }),
});

describe('the model of payments', () => {
  const beginnings = fc.sample(worlds, { numRuns: 500, seed: 7 });
  let next = 0;

  it('credits what PayPal took once, and takes back what is gone once, in any order of events', () => {
    const taken = drive<World>({
      name: 'payment',
      begin: () => {
        const { currency, cents, mode, rate } = beginnings[next++ % beginnings.length] ?? {
          currency: 'USD',
          cents: 2_500,
          mode: 'none',
          rate: 0,
        };
        return new World(currency, BigInt(cents) * 1_000_000n, mode, rate);
      },
      steps,
      always: ({ payment, paypal, posted, credit, held }) => {
        const captures = [...posted.keys()].filter(reference => reference.startsWith('paypal-capture:'));
        expect(captures.length).toBe(payment.state === 'captured' ? 1 : 0);
        if (payment.state === 'captured') expect(paypal.capture?.status).toBe('completed');
        expect(held).toBe((payment.capturedAmount ?? 0n) - payment.refundedAmount);
        expect(payment.refundedAmount).toBeGreaterThanOrEqual(0n);
        expect(payment.refundedAmount).toBeLessThanOrEqual(payment.capturedAmount ?? 0n);
        expect(credit).toBeGreaterThanOrEqual(0n);
      },
      finallyHolds: world => {
        const { payment, paypal } = world;
        world.underWay = null;
        // The sweeper comes again and again until nothing is open.
        for (let round = 0; round < 4; round += 1) {
          world.now += 25 * HOUR;
          world.settle('news', 'told', 'completed', payment.amount);
        }
        world.takeBack(paypal.refunded);
        world.hearOfDispute();
        if (paypal.capture?.status === 'completed') {
          expect(payment.state).toBe('captured');
          expect(world.held).toBe(paypal.capture.amount - paypal.gone);
          if (world.held === 0n) expect(world.credit).toBe(0n);
          if (paypal.gone === 0n) expect(world.credit).toBe(splitOfCapture(payment, paypal.capture.amount).credit);
        } else expect(world.credit).toBe(0n);
      },
    });
    expect(taken).toBeGreaterThanOrEqual(EXPECTED_STEPS);
  });
});
