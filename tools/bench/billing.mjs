// Measures billing as ratios of one run: node tools/bench/billing.mjs [--quick]. Charging against the bare SQL of the same rows,
// postings against bare inserts, documents against bare pdfkit, an export's longest delay, and what ten times the history costs.
// Prints tables and, as its last line, one JSON object. It asserts nothing but that the work was done.
import { bareRun, giveCredit, makeRunDue } from './billing-hours.mjs';
import { postBare } from './bare-ledger.mjs';
import { addHistory, fill, HISTORY_OF_OTHERS, makeBareTables } from './dataset.mjs';
import { median, round2 } from './measure.mjs';
import { pdfRatios } from './pdf-pairs.mjs';
import { withProcesses } from './processes.mjs';

const isQuick = process.argv.includes('--quick');
const SIZE = isQuick
  ? { users: 1_000, servers: 5_000, transactions: 200, histories: 100 }
  : { users: 20_000, servers: 100_000, transactions: 500, histories: 1_000 };
/** Hours of each server that one run charges. */
const HOURS = 10;
const [ROUNDS, SECONDS] = isQuick ? [2, 2] : [3, 5];
const CLIENTS = [1, 8, 32];
const READS = isQuick ? 40 : 200;
const STATEMENT_LINES = 300;

await withProcesses(async ({ client, url, run }) => {
  const work = (task, options = {}) =>
    JSON.parse(run('tools/bench/billing-work.mjs', task, JSON.stringify(options)).trim().split('\n').at(-1));
  await fill(client, SIZE);
  await giveCredit(client);
  await makeBareTables(client);

  const usage = await measureRuns(client, work);
  console.table(usage.rounds);
  const ledger = {};
  for (const clients of CLIENTS) ledger[clients] = await measurePostings(url, work, clients);
  console.table(ledger);
  const documents = await pdfRatios(ROUNDS, SECONDS * 1000, STATEMENT_LINES);
  const exported = work('export');
  const growth = await measureGrowth(client, work);

  console.table(growth.table);
  console.log(
    JSON.stringify({
      hours: SIZE.servers * HOURS,
      usage: usage.ratios,
      ledgerToBareInserts: Object.fromEntries(CLIENTS.map(clients => [clients, ledger[clients].toBare])),
      ledgerOf32To8Clients: round2(ledger[32].perSecond / ledger[8].perSecond),
      documentsToBarePdfkit: Object.fromEntries(
        Object.entries(documents).map(([name, ratios]) => [name, round2(median(ratios))]),
      ),
      export: {
        rows: exported.rows,
        longestDelayMs: round2(exported.longestDelayMs),
        grownMb: Math.round(exported.grownMb),
      },
      memoryMb: { run: usage.rssMb, export: exported.rssMb },
      tenTimesTheHistory: growth.ratios,
    }),
  );
});
process.exit(0);

/** Plans and applies a run, against the bare SQL that writes the same rows; in turns, so that what else happens falls on both. */
async function measureRuns(client, work) {
  const rounds = [];
  let rssMb = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await makeRunDue(client, round + 1, HOURS);
    const early = round % 2 === 1 ? await bareRun(client) : null;
    const ours = work('run');
    const bare = early ?? (await bareRun(client));
    const expected = SIZE.servers * HOURS;
    const [{ hours }] = (await client.query(`select hours from billing_runs where kind = 'staff' order by id desc limit 1`)).rows;
    if (hours !== expected || bare.hours !== expected || ours.extraHours !== 0)
      throw new Error(`Charged ${hours} hours and then ${ours.extraHours}, bare ${bare.hours}, of ${expected} that were due`);
    rssMb = Math.max(rssMb, ours.rssMb);
    const ms = { plan: ours.planMs, apply: ours.applyMs, again: ours.againMs };
    rounds.push(Object.fromEntries(Object.entries(ms).map(([name, value]) => [`${name} to bare`, round2(value / bare.ms)])));
  }
  const middle = name => round2(median(rounds.map(round => round[`${name} to bare`])));
  return { rounds, rssMb, ratios: { plan: middle('plan'), apply: middle('apply'), repeated: middle('again') } };
}

async function measurePostings(url, work, clients) {
  const rates = [];
  const ratios = [];
  for (let round = 0; round < ROUNDS; round++) {
    const options = { clients, seconds: SECONDS, accounts: Math.min(SIZE.users, 1_000), run: `${clients}-${round}` };
    const early = round % 2 === 1 ? await postBare(url, options) : null;
    const ours = work('post', options).perSecond;
    rates.push(ours);
    ratios.push(ours / (early ?? (await postBare(url, options))));
  }
  return { toBare: round2(median(ratios)), perSecond: median(rates) };
}

/** The same run and the same pages before and after the history has become ten times as long. */
async function measureGrowth(client, work) {
  const measure = async day => {
    await makeRunDue(client, day, 1);
    const { applyMs } = work('run');
    const balance = await buffersOf(client, work, 'balance');
    const transactions = await buffersOf(client, work, 'transactions');
    return { 'run ms': applyMs, 'balance buffers': balance, 'transactions buffers': transactions };
  };
  await measure(20);
  const before = await measure(21);
  // Of the measured customer and of everybody else alike.
  const { transactions, histories } = SIZE;
  await addHistory(client, { hours: transactions * 9, histories, ofOthers: HISTORY_OF_OTHERS * 9, after: transactions });
  await client.query('vacuum analyze');
  const after = await measure(22);
  const ratios = Object.fromEntries(Object.keys(before).map(name => [name, round2(after[name] / before[name])]));
  const whole = figures => Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value)]));
  return { table: { before: whole(before), after: whole(after), ratio: ratios }, ratios };
}

/** Pages of the database that one reading touches: a run of many readings, less a run of none. */
async function buffersOf(client, work, page) {
  const touched = async times => {
    const before = await allBuffers(client);
    work('read', { times, page });
    return (await allBuffers(client)) - before;
  };
  await touched(0);
  const idle = await touched(0);
  return Math.max(1, (await touched(READS)) - idle) / READS;
}

async function allBuffers(client) {
  // Processes report what they touched when they end, and within a second otherwise.
  await client.query('select pg_sleep(1.2)');
  const { rows } = await client.query(
    'select (sum(blks_hit) + sum(blks_read))::float8 as touched from pg_stat_database where datname = current_database()',
  );
  return rows[0].touched;
}
