// Measures what it costs to know who asks, as ratios of one run: an API key against the least that needs, against the same route
// with the guard taken out, and a sign-in against a bare check of its hash. node tools/bench/auth.mjs [--quick]
// Prints tables and, as its last line, one JSON object with the ratios. It asserts nothing but that both sides answer the same.
import { deepStrictEqual } from 'node:assert';
import autocannon from 'autocannon';
import { freePort } from '../postgres.mjs';
import { fill, PASSWORD } from './dataset.mjs';
import { median, round, round2 } from './measure.mjs';
import { withProcesses } from './processes.mjs';

const isQuick = process.argv.includes('--quick');
const SIZE = isQuick
  ? { users: 1_000, servers: 1_000, transactions: 100 }
  : { users: 20_000, servers: 20_000, transactions: 600 };
const [PAIRS, SECONDS, WARM_UP_SECONDS] = isQuick ? [1, 2, 1] : [3, 5, 3];
const CONNECTIONS = 32;
/** A key may make 100,000 requests a minute at most, so there are enough of them for any machine. */
const KEYS = 40;
const COUNTED_CALLS = isQuick ? 4_000 : 20_000;
const FLOOD = 64;

await withProcesses(async ({ client, postmaster, start }) => {
  const passwordHash = await fill(client, SIZE);
  const ports = { api: await freePort(), open: await freePort(), bare: await freePort(), login: await freePort() };
  const processes = {
    api: await start('dist/apps/api/main.js', { PORT: String(ports.api) }),
    open: await start('tools/bench/open-api.mjs', { PORT: String(ports.open), USER_ID: '1' }),
    bare: await start('tools/bench/bare-keys.mjs', { PORT: String(ports.bare), USER_ID: '1' }),
    login: await start('tools/bench/bare-server.mjs', { PORT: String(ports.login), USER_ID: '1', HASH: passwordHash }),
  };
  const urlOf = name => `http://127.0.0.1:${ports[name]}`;
  const keys = await makeKeys(client, urlOf('api'));
  await stored(processes.bare, keys);
  const asKey = keys.map(({ key }) => ({ method: 'GET', headers: { authorization: `Bearer ${key}` } }));
  const side = (name, path, requests) => ({ url: urlOf(name) + path, pid: processes[name].pid, postmaster, requests });
  const sides = {
    ours: side('api', '/api/v1/me', asKey),
    raw: side('bare', '/me', asKey),
    'raw, anybody': side('bare', '/anybody', [{ method: 'GET' }]),
    'ours without the guard': side('open', '/api/v1/me', [{ method: 'GET' }]),
  };
  await compareAnswers(Object.values(sides));

  const results = await measure(sides, CONNECTIONS);
  const ratio = (one, other, key) =>
    median(results[one].map((result, index) => result[key] / Math.max(1, results[other][index][key])));
  const compared = (one, other) => ({
    throughput: round2(ratio(one, other, 'perSecond')),
    p99: round2(ratio(one, other, 'p99')),
    cpu: round2(ratio(one, other, 'cpuMicros')),
  });
  const apiKey = { toRaw: compared('ours', 'raw'), toSameRouteWithoutGuard: compared('ours', 'ours without the guard') };
  const shareOfCpu = round2(1 - 1 / ratio('ours', 'ours without the guard', 'cpuMicros'));
  const writes = await countWrites(client, sides.ours);
  const signIn = await measureSignIn(
    side('api', '/api/auth/login', signIns()),
    side('login', '/login', [signIns()[0]]),
    sides.ours,
  );

  console.log('medians of the rounds');
  console.table(
    Object.entries(results).map(([name, rounds]) => ({
      side: name,
      'req/s': Math.round(median(rounds.map(({ perSecond }) => perSecond))),
      'p99 ms': Math.round(median(rounds.map(({ p99 }) => p99))),
      'CPU us': Math.round(median(rounds.map(({ cpuMicros }) => cpuMicros))),
      'database CPU us': Math.round(median(rounds.map(({ databaseMicros }) => databaseMicros))),
    })),
  );
  console.log(`rows written while ${COUNTED_CALLS} calls were made with keys`);
  console.table(writes.tables);
  console.log(JSON.stringify({ apiKey, authenticationShareOfCpu: shareOfCpu, writesPerCall: writes.perCall, signIn }));
});
process.exit(0);

/** Rounds of all sides, forwards and backwards in turn, so that what else the machine does falls on all of them. */
async function measure(sides, connections) {
  for (const target of Object.values(sides)) await round({ ...target, connections, seconds: WARM_UP_SECONDS });
  const results = Object.fromEntries(Object.keys(sides).map(name => [name, []]));
  for (let pair = 0; pair < PAIRS; pair++)
    for (const names of [Object.keys(sides), Object.keys(sides).toReversed()])
      for (const name of names) results[name].push(await round({ ...sides[name], connections, seconds: SECONDS }));
  return results;
}

/** Sign-ins against bare checks of the same hash, and what a flood of them does to others. */
async function measureSignIn(ours, bare, route) {
  // Few at a time and many accounts: more than five unfinished attempts on one account are an attack.
  const results = await measure({ ours, bare }, 4);
  const toBare = median(results.ours.map(({ perSecond }, index) => perSecond / results.bare[index].perSecond));
  const quiet = await round({ ...route, connections: 4, seconds: SECONDS });
  const flood = autocannon({ url: ours.url, connections: FLOOD, duration: SECONDS + 1, requests: ours.requests });
  const flooded = await round({ ...route, connections: 4, seconds: SECONDS });
  await flood;
  return { toBareCheck: round2(toBare), othersP99WhileFlooded: round2(flooded.p99 / Math.max(1, quiet.p99)) };
}

function signIns() {
  const users = Array.from({ length: Math.min(500, SIZE.users - KEYS - 1) }, (_, index) => `user${index + KEYS + 1}`);
  return users.map(username => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  }));
}

/** One key each of the first users, made through the front door. */
async function makeKeys(client, url) {
  const keys = [];
  for (let userId = 1; userId <= KEYS; userId++) {
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ username: `user${userId}`, password: PASSWORD });
    const signedIn = await fetch(`${url}/api/auth/login`, { method: 'POST', headers: json, body });
    const cookie = signedIn.headers.getSetCookie().map(line => line.split(';')[0]);
    const wish = JSON.stringify({ name: 'bench', scopes: ['read:user'] });
    const made = await fetch(`${url}/api/user/api-keys`, {
      method: 'POST',
      headers: { ...json, cookie: cookie.join('; ') },
      body: wish,
    });
    if (made.status !== 201) throw new Error(`No key was made (${made.status}): ${await made.text()}`);
    keys.push({ userId, key: (await made.json()).key });
  }
  await client.query('update api_keys set requests_per_minute = 100000');
  return keys;
}

function stored(child, keys) {
  return new Promise(resolve => {
    child.once('message', resolve);
    child.send(keys);
  });
}

/** Throws when two sides do not answer the same. */
async function compareAnswers(sides) {
  const answers = await Promise.all(
    sides.map(async ({ url, requests: [{ headers }] }) => (await fetch(url, { headers })).json()),
  );
  for (const answer of answers) deepStrictEqual(answer, answers[0]);
}

/** Rows that PostgreSQL has written for calls with keys, their batched counts included. */
async function countWrites(client, target) {
  const before = await written(client);
  await autocannon({ url: target.url, connections: CONNECTIONS, amount: COUNTED_CALLS, requests: target.requests });
  // What was counted in memory is written within seconds, and PostgreSQL publishes its statistics a little later.
  await new Promise(resolve => setTimeout(resolve, isQuick ? 8_000 : 15_000));
  const after = await written(client);
  const tables = [...after]
    .map(([table, rows]) => ({ table, rows: rows - (before.get(table) ?? 0) }))
    .filter(({ rows }) => rows > 0);
  return { tables, perCall: tables.reduce((sum, { rows }) => sum + rows, 0) / COUNTED_CALLS };
}

async function written(client) {
  const { rows } = await client.query(
    'select schemaname || $1 || relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables',
    ['.'],
  );
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}
