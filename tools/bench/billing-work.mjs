// One task of the built product's billing services, in a process of its own: node tools/bench/billing-work.mjs <task> <JSON>.
// Its last line is what it measured, as JSON. Only for billing.mjs.
import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = path.resolve('dist/apps/api');
const MEGABYTE = 2 ** 20;
const [task, json = '{}'] = process.argv.slice(2);
const chunk = readdirSync(FOLDER).find(name => /^application-context-.*\.js$/.test(name));
const { commandContext } = await import(pathToFileURL(path.join(FOLDER, chunk)).href);
const app = await commandContext();

/** The service of a class, by its name. */
function service(name) {
  for (const module of app.container.getModules().values())
    for (const { instance } of module.providers.values())
      if (instance?.constructor?.name.replace(/^_+|\d+$/g, '') === name) return instance;
  throw new Error(`${name} was not found in the build`);
}

const timed = async work => {
  const startedAt = performance.now();
  const result = await work();
  return { result, ms: performance.now() - startedAt };
};

const TASKS = {
  /** Plans what is due, applies the plan, and runs once more with nothing to do. */
  async run() {
    const planner = service('RunPlanner');
    const plan = await timed(() => planner.preview(0, 1));
    const applied = await timed(() => planner.apply(plan.result));
    const again = await timed(() => service('Meters').charge(null));
    return { planMs: plan.ms, applyMs: applied.ms, againMs: again.ms, extraHours: again.result };
  },
  /** Posts movements for a while with so many clients, each for accounts of its own. */
  async post({ clients, seconds, accounts, run }) {
    const ledger = service('Ledger');
    const until = performance.now() + seconds * 1000;
    let posted = 0;
    const post = async client => {
      for (let turn = 0; performance.now() < until; turn++) {
        const userId = 1 + client + clients * (turn % Math.floor(accounts / clients));
        const reference = `bench:${run}:${client}:${turn}`;
        await ledger.post({
          reference,
          type: 'adjustment',
          description: 'Measured',
          userId,
          amount: 10_000n,
          against: 'adjustments',
        });
        posted += 1;
      }
    };
    const { ms } = await timed(() => Promise.all(Array.from({ length: clients }, (_, client) => post(client))));
    return { perSecond: (posted / ms) * 1000 };
  },
  /** Exports every posting, and measures how long anything else of the process had to wait. */
  async export() {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    const before = process.memoryUsage().rss;
    delays.enable();
    let bytes = 0;
    let rows = -1;
    let peak = before;
    const { ms } = await timed(async () => {
      for await (const part of await service('TransactionExport').csv({ type: 'adjustment' })) {
        bytes += part.length;
        rows += String(part).split('\n').length - 1;
        peak = Math.max(peak, process.memoryUsage().rss);
      }
    });
    delays.disable();
    return { rows, bytes, ms, longestDelayMs: delays.max / 1e6, grownMb: (peak - before) / MEGABYTE };
  },
  /** Reads the balance page and the first page of transactions so many times. */
  async read({ times, page }) {
    const work = {
      balance: () => service('BalanceReader').of(1),
      transactions: () => service('TransactionReader').page({ userId: 1 }, { limit: 20, offset: 0 }),
    }[page];
    await work();
    const { ms } = await timed(async () => {
      for (let turn = 0; turn < times; turn++) await work();
    });
    return { msEach: times === 0 ? 0 : ms / times };
  },
};

const measured = await TASKS[task](JSON.parse(json));
const { rss } = process.memoryUsage();
await app.close();
console.log(JSON.stringify({ ...measured, rssMb: Math.round(rss / MEGABYTE) }));
process.exit(0);
