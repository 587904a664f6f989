// Chaos for money: node tools/chaos/run.mjs [--seeds 500] [--from 1] [--seed 42,43] [--replicas 2] [--scenario F01] [--plant take-back-not-queued]
//   [--build dist/apps/api]
// Plays a schedule for each seed in one world of real processes, heals it, and checks what must be true. Prints a table; its last
// line is JSON. Whatever is broken is kept in dist/chaos/<seed>, and the process fails.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { finished } from './commands.mjs';
import { heal } from './heal.mjs';
import { check } from './invariants/index.mjs';
import { planted } from './plants.mjs';
import { play, SCENARIOS } from './scenarios.mjs';
import { scheduleOf } from './schedule.mjs';
import { Tally } from './tally.mjs';
import { World } from './world.mjs';

/** Schedules between two signs of life. */
const REPORT_EVERY = 25;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    replicas: { type: 'string', default: '2' },
    scenario: { type: 'string' },
    plant: { type: 'string' },
    build: { type: 'string', default: 'dist/apps/api' },
  },
});
const scenarios = Object.keys(SCENARIOS);
const seeds =
  values.seed !== undefined
    ? values.seed.split(',').map(Number)
    : Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);
const tally = new Tally(scenarios);
const startedAt = performance.now();
const world = await World.start({ replicas: Number(values.replicas), build: values.build, points: planted(values.plant) });
let isToEnd = false;
// Who is asked to end says what it has seen so far; who is asked twice does not.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => (isToEnd ? void world.stop().then(() => process.exit(1)) : (isToEnd = true)));

try {
  console.log(`A world stands after ${seconds()} s: ${values.replicas} replicas.`);
  if (values.plant) console.log(`A defect is planted: ${values.plant}. Broken invariants are what is to be seen.`);
  for (const [index, seed] of seeds.entries()) {
    if (isToEnd) break;
    const schedule = scheduleOf(seed, values.scenario ? [values.scenario] : scenarios);
    const outcome = await runOne(schedule).catch(brokenBy);
    await world.retire(outcome.userIds);
    tally.count(schedule, outcome);
    if (outcome.found.length > 0) keep(schedule, outcome);
    if ((index + 1) % REPORT_EVERY === 0)
      console.log(`${index + 1} of ${seeds.length} after ${seconds()} s, ${tally.broken} broken`);
  }
  tally.proofs = await proofs();
  tally.print(seconds());
} finally {
  await world.stop();
}
process.exit(tally.broken === 0 ? 0 : 1);

/** One schedule from its first request to its last check. */
async function runOne(schedule) {
  const began = performance.now();
  const people = await Promise.all(schedule.customers.map(() => world.people.make('customer')));
  const first = world.journal.entries.length;
  world.noted = {};
  world.journal.hung = [];
  world.journal.refused = [];
  const dying = await play(world, schedule, people);
  const entries = world.journal.entries.slice(first);
  const open = await heal(world, entries);
  const userIds = people.map(({ id }) => id);
  const checked = await check(world, { entries, userIds, open });
  return { dying, entries, userIds, seconds: (performance.now() - began) / 1000, ...checked };
}

/** A schedule that could not be played to its end proves nothing, and the next ones are played all the same. */
async function brokenBy(error) {
  await world.replicas.end();
  await world.replicas.heal();
  return { dying: undefined, entries: [], userIds: [], seconds: 0, waiting: 0, found: [`the world: ${error.stack}`] };
}

/** I13: the product's own proofs of the ledger and of the audit log. */
function proofs() {
  const commands = ['ledger-verify', 'audit-verify'];
  return Promise.all(
    commands.map(command =>
      finished(`${world.environment.CHAOS_API}/${command}.js`, world.environment).then(
        said => ({ said, isGood: true }),
        error => ({ said: error.message, isGood: false }),
      ),
    ),
  );
}

/** What is needed to look at a broken schedule. */
function keep(schedule, { found }) {
  const folder = path.resolve('dist/chaos', String(schedule.seed));
  mkdirSync(folder, { recursive: true });
  const write = (name, value) =>
    writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  write('schedule.json', schedule);
  write('broken.txt', found.join('\n'));
  write(
    'asked.json',
    world.journal.entries.slice(-200).map(entry => ({ ...entry, person: entry.person.name })),
  );
  write('outside.json', world.sandbox.journal.entries().slice(-400));
  write('replicas.log', world.replicas.steady.map(({ log }) => log).join('\n\n'));
  console.log(`Seed ${schedule.seed} (${schedule.scenario}) broke ${found.length} things; kept in ${folder}:`);
  for (const line of found.slice(0, 6)) console.log(`  ${line}`);
  console.log(
    `  Again: node tools/chaos/run.mjs --seed ${schedule.seed}${values.scenario ? ` --scenario ${values.scenario}` : ''}`,
  );
}

function seconds() {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
