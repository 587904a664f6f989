// Measures the first path of the product against the least that the same answers need, in one run, as ratios.
// node tools/bench/first-path.mjs [--quick]. Prints tables and, as its last line, one JSON object with the ratios.
import { deepStrictEqual } from 'node:assert';
import { freePort } from '../postgres.mjs';
import { chargeBare, fill, makeBareTables, makeHoursDue, PASSWORD } from './dataset.mjs';
import { median, round, round2 } from './measure.mjs';
import { withProcesses } from './processes.mjs';
import { signIn } from './sign-in.mjs';

const isQuick = process.argv.includes('--quick');
const SIZE = isQuick
  ? { users: 2_000, servers: 10_000, transactions: 600 }
  : { users: 20_000, servers: 100_000, transactions: 1_000 };
const PAIRS = isQuick ? 1 : 3;
const SECONDS = isQuick ? 1 : 4;
const WARM_UP_SECONDS = isQuick ? 1 : 2;
const CONNECTIONS = 32;
/** The days whose hour is charged, each by both sides, in turns: A B, B A. */
const DAYS = [1, 2];

await withProcesses(async ({ client, postmaster, start, run }) => {
  const passwordHash = await fill(client, SIZE);
  const apiPort = String(await freePort());
  const barePort = String(await freePort());
  const api = await start('dist/apps/api/main.js', { PORT: apiPort });
  const bare = await start('tools/bench/bare-server.mjs', { PORT: barePort, USER_ID: '1', HASH: passwordHash });
  const cookie = await signIn(`http://127.0.0.1:${apiPort}`, 'user1', PASSWORD);
  const side = (port, { pid }, path, requests) => ({ url: `http://127.0.0.1:${port}${path}`, pid, postmaster, requests });
  const get = (name, ours, yardstick, asksDatabase = true) => ({
    name,
    asksDatabase,
    connections: CONNECTIONS,
    ours: side(apiPort, api, ours, [{ method: 'GET', headers: { cookie } }]),
    yardstick: side(barePort, bare, yardstick, [{ method: 'GET' }]),
  });
  const lists = [
    get('plans', '/api/public/packages', '/packages', false),
    get('balance', '/api/billing/balance', '/balance'),
    get('servers', '/api/user/servers', '/servers'),
    get('transactions', '/api/transactions', '/transactions'),
  ];
  const post = body => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const signIns = Array.from({ length: 500 }, (_, index) => post({ username: `user${index + 2}`, password: PASSWORD }));
  const login = {
    name: 'sign-in',
    asksDatabase: false,
    // Few at a time and many accounts: more than five unfinished attempts on one account are an attack.
    connections: 4,
    ours: side(apiPort, api, '/api/auth/login', signIns),
    yardstick: side(barePort, bare, '/login', [post({ password: PASSWORD })]),
  };

  for (const { ours, yardstick } of lists) await compareAnswers(ours, yardstick);
  const table = [];
  const ratios = {};
  for (const route of [...lists, login]) {
    const { name, asksDatabase } = route;
    const { us, them } = await measure(route);
    const middle = key => [median(us.map(result => result[key])), median(them.map(result => result[key]))];
    const ratio = key => median(us.map((result, index) => result[key] / Math.max(1, them[index][key])));
    ratios[name] = {
      throughput: round2(ratio('perSecond')),
      p99: round2(ratio('p99')),
      cpu: round2(ratio('cpuMicros')),
      // Plans are kept in memory and a bare sign-in asks nothing: there is nothing to compare with.
      ...(asksDatabase && { databaseCpu: round2(ratio('databaseMicros')) }),
    };
    const both = key => middle(key).map(Math.round).join(' / ');
    table.push({
      route: name,
      'req/s': both('perSecond'),
      'p99 ms': both('p99'),
      'CPU us': both('cpuMicros'),
      'database CPU us': asksDatabase ? both('databaseMicros') : '',
      ...ratios[name],
    });
  }

  const charges = await measureCharging(client, () => JSON.parse(run('dist/apps/api/charge-usage.js').trim().split('\n').at(-1)));
  ratios.usage = {
    hours: SIZE.servers,
    toBareSql: round2(median(charges.map(({ ours, bareMs }) => ours / bareMs))),
    repeated: round2(median(charges.map(({ again, bareMs }) => again / bareMs))),
  };
  console.log('ours / bare, medians; then the median ratios of the pairs');
  console.table(table);
  console.table(
    charges.map(({ ours, again, bareMs }) => ({ 'charged ms': ours, 'bare SQL ms': Math.round(bareMs), 'repeated ms': again })),
  );
  console.log(JSON.stringify(ratios));
});
process.exit(0);

/** Rounds of load in the order A B B A; results of the same index belong together. */
async function measure({ connections, ours, yardstick }) {
  const load = (target, seconds) => round({ ...target, connections, seconds });
  await load(ours, WARM_UP_SECONDS);
  await load(yardstick, WARM_UP_SECONDS);
  const us = [];
  const them = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    us.push(await load(ours, SECONDS));
    them.push(await load(yardstick, SECONDS), await load(yardstick, SECONDS));
    us.push(await load(ours, SECONDS));
  }
  return { us, them };
}

/** Charges one hour of every server on both sides, once for each day; the product also runs once more with nothing to do. */
async function measureCharging(client, charge) {
  await makeBareTables(client);
  const charges = [];
  for (const day of DAYS) {
    await makeHoursDue(client, day);
    const isOursFirst = day % 2 === 1;
    const early = isOursFirst ? null : await chargeBare(client);
    const { hours, ms: ours } = charge();
    const { hours: extra, ms: again } = charge();
    const theirs = early ?? (await chargeBare(client));
    if (hours !== SIZE.servers || theirs.hours !== SIZE.servers || extra !== 0)
      throw new Error(`Charged ${hours} hours, then ${extra}, bare ${theirs.hours}, of ${SIZE.servers} that were due`);
    charges.push({ ours, again, bareMs: theirs.ms });
  }
  return charges;
}

/** Throws when the two sides do not answer the same; moments that move with the clock excepted. */
async function compareAnswers(ours, yardstick) {
  const [one, other] = await Promise.all(
    [ours, yardstick].map(async ({ url, requests: [{ headers }] }) => {
      const { asOf, runsOutAt, ...rest } = await (await fetch(url, { headers })).json();
      return { ...rest, hasForecast: Boolean(runsOutAt), isDated: Boolean(asOf) };
    }),
  );
  deepStrictEqual(one, other, `${ours.url} and ${yardstick.url} answer differently`);
}
