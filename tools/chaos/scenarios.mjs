// The scenarios of security.md §4.3 that are about money: each goes on while people live, and knows nothing of what must be true.
import { setTimeout as pause } from 'node:timers/promises';
import { approve, everybody, giveBack, makeCode, paidUp } from './acts.mjs';
import { badBuilding } from './scenarios/building.mjs';
import { badLinks } from './scenarios/bad-links.mjs';
import { fullDisk } from './scenarios/full-disk.mjs';
import { newKeys } from './scenarios/new-keys.mjs';
import { restoredBackup } from './scenarios/restored-backup.mjs';

/** How long a process is given to reach the point at which it is to die. */
const PATIENCE_MS = 8_000;
/** Fast enough for a schedule of a second or two. */
const JOB_POINT = /^(settle-job|refund|take-back|usage)\./;

/** Runs the work while the only process that is awake is on its way to a point where it dies. */
async function dieAt(world, point, skip, work, meanwhile = Promise.resolve()) {
  await Promise.all([world.replicas.startDoomed(`${point}=exit@${skip}`), meanwhile]);
  await world.synchronise();
  await world.replicas.onlyDoomed(work, JOB_POINT.test(point) ? PATIENCE_MS : PATIENCE_MS / 2);
  return { point, wasReached: await world.replicas.end() };
}

/** F01: the API is killed at each marked point of a purchase, and of a refund. */
async function killAtPoint(world, schedule, people) {
  const isRefund = schedule.choice % 3 === 0;
  const { seed } = schedule;
  if (!isRefund) {
    const { purchasePoint: point } = schedule;
    return dieAt(world, point, 0, async () => {
      // Without news and without the buyer, only the sweeper finds the money.
      const isSwept = point.startsWith('settle-job');
      if (isSwept) world.post.mode = 'never';
      await paidUp(world, people[0], `${seed}-first`, { returns: !isSwept });
      if (isSwept) await world.advance(0.1);
      await everybody(world, schedule, people);
    });
  }
  const paying = paidUp(world, people[0], `${seed}-first`);
  const refund = async () => giveBack(world, (await paying)?.paymentId ?? 0, 1_234, `${seed}-part`);
  return dieAt(world, schedule.refundPoint, 0, refund, Promise.all([paying, everybody(world, schedule, people)]));
}

/** F02: twenty captures of one order at the same moment over all replicas. */
async function manyCaptures(world, schedule, people) {
  const [first] = people;
  const checkout = await first.make('checkout', '/api/billing/add-credits', { amount: '25.00' }, `${schedule.seed}-many`);
  const orderId = checkout.body?.orderId;
  await Promise.all([approve(world, orderId), everybody(world, schedule, people)]);
  await Promise.all(Array.from({ length: 20 }, () => first.post('/api/billing/capture-paypal-payment', { orderId })));
}

/** F03: webhooks ten times, reversed, late or never; PayPal's own refunds and chargebacks among them. */
async function badPost(world, schedule, people) {
  world.post.mode = schedule.post;
  world.wasPostLost = schedule.post === 'never';
  const paid = await paidUp(world, people[0], `${schedule.seed}-post`);
  await everybody(world, schedule, people);
  const { paypal } = world.sandbox;
  const capture = paypal.captures().find(({ orderId }) => orderId === paid?.orderId);
  if (capture) {
    paypal.refundCapture(capture.id, '7.50');
    world.refundsAtPayPal.set(capture.id, 1);
    if (schedule.choice % 2 === 0) paypal.reverseCapture(capture.id);
  }
  await paypal.deliveriesSettled();
}

/** F04: PayPal fails before and after it has worked, in every mode. */
async function badPayPal(world, schedule, people) {
  for (const fault of schedule.paypalFaults) world.sandbox.faults.add(fault);
  await everybody(world, schedule, people);
}

/** F05: the charging of hours is killed at a point of it, while business days pass. */
async function killCharging(world, schedule, people) {
  const prepare = async () => {
    await Promise.all(people.map((person, index) => paidUp(world, person, `${schedule.seed}-rich-${index}`)));
    await everybody(world, schedule, people);
    const order = { packageId: world.packages[0], locationId: 1, templateId: 1, name: `metered-${schedule.seed}` };
    await people[0].make('order', '/api/user/servers', order, `${schedule.seed}-metered`);
  };
  return dieAt(world, schedule.usagePoint, schedule.skip, () => world.advance(schedule.hours), prepare());
}

/** F06: all replicas charge at the same moment; one of them stands still in the middle of it. */
async function frozenReplica(world, schedule, people) {
  await paidUp(world, people[0], `${schedule.seed}-rich`);
  await everybody(world, schedule, people);
  const frozen = world.replicas.steady[schedule.choice % world.replicas.steady.length];
  const everywhere = world.replicas.steady.map(replica =>
    world.staff.post('/api/admin/test-clock/advance', { hours: schedule.hours / 10 }, replica),
  );
  await pause(schedule.strikesAfter / 10);
  frozen.freeze();
  await pause(700);
  frozen.thaw();
  await Promise.all(everywhere);
}

/** F07: the clock jumps, over days and over the end of a month, while replicas still believe an older time. */
async function clockJumps(world, schedule, people) {
  await paidUp(world, people[0], `${schedule.seed}-rich`);
  await Promise.all([
    everybody(world, schedule, people),
    world.staff.post('/api/admin/test-clock/advance', { hours: schedule.hours }),
  ]);
  const days = schedule.choice % 8 === 0 ? 31 : 2;
  await world.staff.post('/api/admin/test-clock/advance', { hours: days * 24 });
}

/** F08: PostgreSQL ends as in a crash, in the middle of everything. */
async function databaseCrash(world, schedule, people) {
  const life = everybody(world, schedule, people);
  await pause(schedule.strikesAfter);
  await world.database.crash(schedule.choice % 400);
  world.replicas.lastDeath = Date.now();
  await life;
}

/** F09: connections of the database are cut, one every fifth of a second. */
async function cutConnections(world, schedule, people) {
  let isOver = false;
  const life = everybody(world, schedule, people).finally(() => (isOver = true));
  for (let cuts = 0; !isOver && cuts < 12; cuts++) {
    await world.database.terminateOne(schedule.choice + cuts);
    world.replicas.lastDeath = Date.now();
    await pause(200);
  }
  await life;
}

/** F10: the database takes connections and answers nothing for a while. */
async function frozenDatabase(world, schedule, people) {
  const life = everybody(world, schedule, people);
  await pause(schedule.strikesAfter / 3);
  await world.database.freeze(1_000 + (schedule.choice % 2_000));
  await life;
}

/** F15, F16: VirtFusion fails before and after it has worked, in every mode. */
async function badVirtFusion(world, schedule, people) {
  await paidUp(world, people[0], `${schedule.seed}-rich`);
  for (const fault of schedule.virtfusionFaults) world.sandbox.faults.add(fault);
  const order = { packageId: world.packages[0], locationId: 1, templateId: 1, name: `lost-${schedule.seed}` };
  await Promise.all([
    everybody(world, schedule, people),
    people[0].make('order', '/api/user/servers', order, `${schedule.seed}-lost`),
  ]);
  // VirtFusion hears of credit when a sweep falls due; the bookings are to meet the faults too.
  await world.advance(0.1);
  await pause(700);
}

/** Any process is killed at any moment. */
async function killAnywhere(world, schedule, people) {
  const life = everybody(world, schedule, people);
  await pause(schedule.strikesAfter);
  const victim = world.replicas.steady[schedule.choice % world.replicas.steady.length];
  await victim.kill();
  await life;
}

export const SCENARIOS = {
  F01: killAtPoint,
  F02: manyCaptures,
  F03: badPost,
  F04: badPayPal,
  F05: killCharging,
  F06: frozenReplica,
  F07: clockJumps,
  F08: databaseCrash,
  F09: cutConnections,
  F10: frozenDatabase,
  F11: fullDisk,
  F13: badLinks,
  F15: badVirtFusion,
  F16: badVirtFusion,
  'F15*': badBuilding,
  F22: restoredBackup,
  F24: newKeys,
  'F01*': killAnywhere,
};

/** Carries out a schedule. Returns at which point a process was to die, and whether it did. */
export async function play(world, schedule, people) {
  if (schedule.customers.flat().some(({ act }) => act === 'promo')) await makeCode(world, schedule.seed, people.length - 1);
  else world.code = undefined;
  return SCENARIOS[schedule.scenario](world, schedule, people);
}
