import type { TaxMode } from '../tax/tax-quote';
import { World } from './payment-world';

/** What happens, in the order in which it happens; amounts in dollars. A refund or a decision is heard of only when it says so. */
type Happening =
  | readonly ['refunds', number]
  | readonly ['hear refunds' | 'hear old refunds' | 'opens' | 'loses' | 'wins' | 'hear case']
  | readonly ['pays'];

const CENT = 10_000n;

function told(mode: TaxMode, happenings: readonly Happening[]): { held: string; credit: string } {
  const world = new World('USD', 25_000_000n, mode, 1_900);
  const { paypal } = world;
  for (const [what, amount = 0] of happenings) {
    if (what === 'pays') {
      paypal.order = 'approved';
      world.settle('buyer', 'told', 'completed', world.payment.amount);
    } else if (what === 'refunds') paypal.refunded += BigInt(amount * 100) * CENT;
    else if (what === 'hear refunds') world.takeBack(paypal.refunded);
    else if (what === 'hear old refunds') world.takeBack(paypal.refunded / 2n);
    else if (what === 'opens') paypal.disputed = { state: 'open', taken: 0n, gaveBack: 0n };
    else if (what === 'loses' && paypal.disputed && paypal.capture)
      paypal.disputed = { ...paypal.disputed, state: 'lost', taken: paypal.capture.amount - paypal.refunded };
    else if (what === 'wins' && paypal.disputed)
      paypal.disputed = { ...paypal.disputed, state: 'won', gaveBack: paypal.disputed.taken };
    else world.hearOfDispute();
  }
  return { held: dollars(world.held), credit: dollars(world.credit) };
}

/** Micro-units as dollars, rounded to a hundredth of a cent, as the table below is written. */
function dollars(micro: bigint): string {
  const parts = (micro + 50n) / 100n;
  return `${parts / 10_000n}.${String(parts % 10_000n).padStart(4, '0')}`;
}

const pays: Happening = ['pays'];
const refunds = (amount: number): Happening => ['refunds', amount];
const hear: Happening = ['hear refunds'];
const old: Happening = ['hear old refunds'];
const opens: Happening = ['opens'];
const loses: Happening = ['loses'];
const wins: Happening = ['wins'];
const hearCase: Happening = ['hear case'];

/**
 * Worked out by hand from the rules. Without tax and with tax inside, 25.00 are paid and 25.00 are credit; with 19 % on top 29.75 are paid for
 * 25.00 of credit, so a part p of the money takes p · 25.00 / 29.75 of credit back.
 */
const ORDERS: readonly (readonly [
  story: string,
  mode: TaxMode,
  happenings: readonly Happening[],
  held: string,
  credit: string,
])[] = [
  ['a payment alone', 'none', [pays], '25.0000', '25.0000'],
  ['a full refund', 'none', [pays, refunds(25), hear], '0.0000', '0.0000'],
  ['a part', 'none', [pays, refunds(10), hear], '15.0000', '15.0000'],
  ['two parts, heard of together', 'none', [pays, refunds(10), refunds(5), hear], '10.0000', '10.0000'],
  ['two parts, heard of one by one', 'none', [pays, refunds(10), hear, refunds(5), hear], '10.0000', '10.0000'],
  ['one part, heard of three times', 'none', [pays, refunds(10), hear, hear, hear], '15.0000', '15.0000'],
  ['old news after new', 'none', [pays, refunds(10), hear, old], '15.0000', '15.0000'],
  ['old news before new', 'none', [pays, refunds(10), old, hear], '15.0000', '15.0000'],
  ['a dispute that is only opened', 'none', [pays, opens, hearCase], '25.0000', '25.0000'],
  ['a dispute that is lost', 'none', [pays, opens, hearCase, loses, hearCase], '0.0000', '0.0000'],
  ['a dispute that is lost at once, heard of twice', 'none', [pays, opens, loses, hearCase, hearCase], '0.0000', '0.0000'],
  ['a dispute that is won after it was lost', 'none', [pays, opens, loses, hearCase, wins, hearCase], '25.0000', '25.0000'],
  ['a dispute whose loss nobody heard of before it was won', 'none', [pays, opens, loses, wins, hearCase], '25.0000', '25.0000'],
  ['a refund, then a lost dispute about the rest', 'none', [pays, refunds(10), hear, opens, loses, hearCase], '0.0000', '0.0000'],
  [
    'a lost dispute heard of before the refund that came first',
    'none',
    [pays, refunds(10), opens, loses, hearCase, hear],
    '0.0000',
    '0.0000',
  ],
  [
    'a refund, a lost dispute, then it is won',
    'none',
    [pays, refunds(10), hear, opens, loses, hearCase, wins, hearCase],
    '15.0000',
    '15.0000',
  ],
  [
    'a refund between a win and our hearing of it',
    'none',
    [pays, opens, loses, hearCase, wins, refunds(4), hear, hearCase],
    '21.0000',
    '21.0000',
  ],
  ['a third with tax on top', 'exclusive', [pays, refunds(9.75), hear], '20.0000', '16.8067'],
  ['a third and the rest with tax on top', 'exclusive', [pays, refunds(9.75), hear, refunds(20), hear], '0.0000', '0.0000'],
  ['a part with tax inside', 'inclusive', [pays, refunds(10), hear], '15.0000', '15.0000'],
  ['a lost and won dispute with tax on top', 'exclusive', [pays, opens, loses, hearCase, wins, hearCase], '29.7500', '25.0000'],
  [
    'a dispute that is won after a part went back, with tax on top',
    'exclusive',
    [pays, refunds(9.75), hear, opens, loses, hearCase, wins, hearCase],
    '20.0000',
    '16.8067',
  ],
];

describe('refunds and disputes, worked out by hand', () => {
  it.each(ORDERS)('%s (%s)', (_, mode, happenings, held, credit) => {
    expect(told(mode, happenings)).toEqual({ held, credit });
  });
});
