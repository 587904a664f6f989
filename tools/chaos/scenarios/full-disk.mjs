import { setTimeout as pause } from 'node:timers/promises';
import { everybody } from '../acts.mjs';

/** Bytes that are still free when the disk is called full. */
const LEFT = [0, 64 * 1024, 512 * 1024, 4 * 1024 * 1024];

/** F11: the database's disk is full, for its tables only or for its write-ahead log as well, and then there is room again. */
export async function fullDisk(world, schedule, people) {
  const { database, replicas } = world;
  const life = everybody(world, schedule, people);
  await pause(schedule.strikesAfter);
  database.fillDisk(LEFT[schedule.choice % LEFT.length]);
  // A new segment of the log finds no room, and PostgreSQL ends in a panic.
  const isLogToo = schedule.choice % 2 === 1;
  if (isLogToo) await database.switchLog();
  const wasReached = await database.refusesToGrow();
  await pause(400 + (schedule.choice % 1_600));
  database.freeDisk();
  await database.revive();
  replicas.lastDeath = Date.now();
  await life;
  return { point: isLogToo ? 'disk.log' : 'disk.tables', wasReached };
}
