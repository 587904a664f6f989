// What people do: buy credit, get money back, are given credit, redeem codes, order servers.
import { amountOf } from './schedule.mjs';

/** Carries out what one customer does in a schedule, one thing after the other. */
export async function live(world, seed, person, acts) {
  for (const [index, act] of acts.entries()) await ACTS[act.act](world, person, act, `${seed}-${person.id}-${index}`);
}

/** What people do in every scenario. */
export const everybody = (world, { seed, customers }, people) =>
  Promise.all(people.map((person, index) => live(world, seed, person, customers[index])));

/** Somebody to whom money certainly happened before the fault. */
export async function paidUp(world, person, key, { returns = true } = {}) {
  const checkout = await person.make('checkout', '/api/billing/add-credits', { amount: '40.00' }, key);
  const { orderId, paymentId } = checkout.body ?? {};
  if (orderId === undefined) return null;
  await approve(world, orderId);
  if (returns) await person.post('/api/billing/capture-paypal-payment', { orderId });
  return { orderId, paymentId };
}

const ACTS = {
  'top-up': buy,
  credit: (world, { id }, { cents, isSentTwice }, key) =>
    world.staff.make(
      'credit',
      '/api/credits',
      { userId: id, amount: amountOf(Math.min(cents, 9_900)), reason: 'Goodwill' },
      key,
      {
        isSentTwice,
      },
    ),
  promo: (world, person, _act, key) =>
    world.code === undefined
      ? undefined
      : person.make('promo', '/api/billing/promo-codes/redeem', { code: world.code }, key, { isSentTwice: true }),
  order: (world, person, act, key) =>
    person.make(
      'order',
      '/api/user/servers',
      { packageId: world.packages[act.package], locationId: 1, templateId: 1, name: `s-${key}` },
      key,
      { isSentTwice: act.isSentTwice },
    ),
};

/** A purchase from the wish to what goes back of it. */
async function buy(world, person, { cents, ending, capture, refund, isSentTwice }, key) {
  const body = { amount: amountOf(cents) };
  const checkout = await person.make('checkout', '/api/billing/add-credits', body, key, { isSentTwice });
  const orderId = checkout.body?.orderId;
  if (checkout.status === null || checkout.status >= 300 || orderId === undefined || ending === 'never approves') return;
  void approve(world, orderId, capture);
  if (ending === 'closes the tab') return;
  const back = () => person.post('/api/billing/capture-paypal-payment', { orderId });
  const tries = ending === 'comes back twice' ? await Promise.all([back(), back()]) : [await back()];
  const isPaid = tries.some(({ status, body: result }) => status === 200 && result?.payment?.state === 'completed');
  if (isPaid && refund !== null)
    await giveBack(world, checkout.body.paymentId, Math.max(1, Math.floor((cents * refund) / 100)), key);
}

/** The buyer agrees; the simulator may have it that they did already. */
export async function approve(world, orderId, capture = 'COMPLETED') {
  await world.sandbox.paypal.approve(orderId, { capture }).catch(() => undefined);
}

/** Staff give back a part of a payment. */
export function giveBack(world, paymentId, hundredths, key) {
  const body = { amount: amountOf(hundredths), reason: 'Asked for' };
  return world.staff.make('refund', `/api/admin/payments/${paymentId}/refunds`, body, `${key}-refund`, { isSentTwice: true });
}

/** A code for this schedule that fewer people can redeem than there are. */
export async function makeCode(world, seed, mostRedemptions) {
  const code = `CHAOS-${seed}-${world.journal.entries.length}`;
  const terms = { code, kind: 'amount', amount: '3.00', mostRedemptions, mostPerUser: 1 };
  const { status } = await world.staff.make('code', '/api/admin/promo-codes', terms, `${code}-made`);
  world.code = status === 201 ? code : undefined;
}
