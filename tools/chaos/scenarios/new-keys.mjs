import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { everybody } from '../acts.mjs';
import { finished } from '../commands.mjs';

/**
 * F24: the key that signs sessions and the key that seals secrets are replaced while people work. Every process first learns to
 * accept the new ones, then uses them; nobody is signed out, nothing is refused, and at the end the old seal is not needed.
 */
export async function newKeys(world, schedule, people) {
  const { environment, replicas, journal } = world;
  const before = { SESSION_SECRET: environment.SESSION_SECRET, APP_KEY: environment.APP_KEY };
  const after = { SESSION_SECRET: newKey(), APP_KEY: newKey() };
  const refusedBefore = journal.refused.length;
  let isOver = false;
  const life = Promise.all([everybody(world, schedule, people), ...people.map(person => stay(world, person, () => isOver))]);
  await replicas.succeed({ SESSION_SECRET_PREVIOUS: after.SESSION_SECRET, APP_KEY_PREVIOUS: after.APP_KEY });
  await replicas.succeed({ ...after, SESSION_SECRET_PREVIOUS: before.SESSION_SECRET, APP_KEY_PREVIOUS: before.APP_KEY });
  world.secret = after.SESSION_SECRET;
  await finished(`${environment.CHAOS_API}/secrets-rotate.js`, environment);
  if (schedule.choice % 2 === 0) await replicas.succeed({ APP_KEY_PREVIOUS: '' });
  isOver = true;
  await life;
  world.noted.refused = journal.refused.slice(refusedBefore);
}

/** Somebody who looks at their money, renews their session, and asks for mail that is sealed until it is sent. */
async function stay(world, person, isOver) {
  for (let turn = 0; !isOver(); turn++) {
    await person.get('/api/user/sessions');
    await person.renew();
    if (turn % 8 === 0) await person.post('/api/auth/forgot-password', { email: `${person.name}@example.com` });
    await pause(120);
  }
}

const newKey = () => randomBytes(24).toString('hex');
