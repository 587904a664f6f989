import { setTimeout as pause } from 'node:timers/promises';
import { everybody } from '../acts.mjs';

/** F13: the links to the database, PayPal and VirtFusion are late, thin, sliced, reset, half closed or dead, one after the other. */
export async function badLinks(world, schedule, people) {
  const life = everybody(world, schedule, people);
  await pause(schedule.strikesAfter / 4);
  for (const fault of schedule.linkFaults) {
    await world.links.suffer(fault);
    // A connection that is gone takes with it what it had begun, as a process would.
    if (fault.link === 'database') world.replicas.lastDeath = Date.now();
  }
  await life;
  world.noted.hung = [...world.journal.hung];
}
