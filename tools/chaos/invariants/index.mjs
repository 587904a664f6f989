// Everything that must be true after a schedule has healed.
import { answerProblems } from './answers.mjs';
import { notedProblems } from './noted.mjs';
import { ledgerProblems } from './ledger.mjs';
import { mirrorProblems } from './mirror.mjs';
import { paypalProblems } from './paypal.mjs';
import { usageProblems } from './usage.mjs';
import { workProblems } from './work.mjs';

/** All that is broken, a line each, and how many accounts VirtFusion's answers left to staff. */
export async function check(world, { entries, userIds, open }) {
  const mirror = await mirrorProblems(world, userIds);
  const found = [
    ...(await workProblems(world, open)),
    ...(await ledgerProblems(world)),
    ...(await paypalProblems(world, userIds)),
    ...(await usageProblems(world, userIds)),
    ...mirror.found,
    ...(await answerProblems(world, entries)),
    ...(await notedProblems(world)),
  ];
  return { found, waiting: mirror.waiting };
}
