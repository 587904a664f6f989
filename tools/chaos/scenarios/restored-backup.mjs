import { everybody, paidUp } from '../acts.mjs';
import { migrateWithKills } from '../migrations.mjs';

/**
 * F22: a migration is killed half way and run again by two at once. Then the database is lost, and one of the day before takes its
 * place: what PayPal and VirtFusion heard in between is to be found by comparing.
 */
export async function restoredBackup(world, schedule, people) {
  const { database, replicas, journal } = world;
  world.noted.schema = await migrateWithKills(world, schedule);
  await Promise.all(people.map((person, index) => paidUp(world, person, `${schedule.seed}-kept-${index}`)));
  const copy = await database.backup();
  const lost = journal.entries.length;
  await world.advance(schedule.hours);
  await everybody(world, withoutOrders(schedule), people);
  for (const entry of journal.entries.slice(lost)) entry.isLost = true;
  await replicas.killAll();
  await database.restore(copy);
  replicas.lastDeath = Date.now();
  await replicas.heal();
  await world.catchUp();
  world.wasRestored = true;
  // PayPal's list of transactions, and VirtFusion's figures, say what is missing.
  world.wasPostLost = true;
}

/** A server that was ordered after the backup is nobody's until people look at it; that is the servers' own proof. */
function withoutOrders({ customers, ...schedule }) {
  return { ...schedule, customers: customers.map(acts => acts.filter(({ act }) => act !== 'order')) };
}
