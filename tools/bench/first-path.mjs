// Measures the first path of the product against the least that the same answers need, in one run, as ratios.
// node tools/bench/first-path.mjs [--quick]. Prints a table and, as its last line, one JSON object with the ratios.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort, startPostgres } from '../postgres.mjs';
import { bareUsage, fill, makeHoursDue, PASSWORD } from './dataset.mjs';
import { median, round } from './measure.mjs';

const isQuick = process.argv.includes('--quick');
const SIZE = isQuick
  ? { users: 2_000, servers: 10_000, transactions: 2_000 }
  : { users: 20_000, servers: 100_000, transactions: 5_000 };
const PAIRS = isQuick ? 1 : 3;
const SECONDS = isQuick ? 2 : 5;
const CONNECTIONS = 32;

delete process.env.DATABASE_URL;
const folder = mkdtempSync(path.join(tmpdir(), 'skypanel-bench-'));
const postgres = await startPostgres(path.join(folder, 'data'));
const secret = () => randomBytes(24).toString('hex');
const environment = {
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: postgres.url,
  SESSION_SECRET: secret(),
  APP_KEY: secret(),
  SKYPANEL_ROLES: 'web',
  LOG_LEVEL: 'silent',
  REQUESTS_PER_MINUTE: '10000000',
  VIRTFUSION_API_KEY: '',
};
const children = [];
const start = (file, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...environment, ...env },
    });
    children.push(child);
    child.once('message', () => resolve(child));
    child.once('exit', code => reject(new Error(`${file} ended (${code})`)));
  });

try {
  spawnSync(process.execPath, ['dist/apps/api/migrate.js'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const passwordHash = await fill(client, SIZE);
  await makeHoursDue(client);

  const apiPort = String(await freePort());
  const barePort = String(await freePort());
  const api = await start('dist/apps/api/main.js', { PORT: apiPort });
  const bare = await start('tools/bench/bare-server.mjs', { PORT: barePort, USER_ID: '1', HASH: passwordHash });
  const cookie = await signIn(`http://127.0.0.1:${apiPort}`);
  const get = (name, ours, yardstick) => ({
    name,
    connections: CONNECTIONS,
    ours: { url: `http://127.0.0.1:${apiPort}${ours}`, pid: api.pid, requests: [{ method: 'GET', headers: { cookie } }] },
    yardstick: { url: `http://127.0.0.1:${barePort}${yardstick}`, pid: bare.pid, requests: [{ method: 'GET' }] },
  });
  const post = body => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const routes = [
    get('plans', '/api/public/packages', '/packages'),
    get('balance', '/api/billing/balance', '/balance'),
    get('servers', '/api/user/servers', '/servers'),
    get('transactions', '/api/transactions', '/transactions'),
    {
      name: 'sign-in',
      // Few at a time and many accounts: more than five unfinished attempts on one account are an attack.
      connections: 4,
      ours: {
        url: `http://127.0.0.1:${apiPort}/api/auth/login`,
        pid: api.pid,
        requests: Array.from({ length: 500 }, (_, index) => post({ username: `user${index + 2}`, password: PASSWORD })),
      },
      yardstick: { url: `http://127.0.0.1:${barePort}/login`, pid: bare.pid, requests: [post({ password: PASSWORD })] },
    },
  ];

  const table = [];
  const ratios = {};
  for (const { name, connections, ours, yardstick } of routes) {
    const load = side => round({ ...side, connections, seconds: SECONDS });
    await load(ours);
    await load(yardstick);
    const us = [];
    const them = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      us.push(await load(ours));
      them.push(await load(yardstick), await load(yardstick));
      us.push(await load(ours));
    }
    const middle = (side, key) => median(side.map(result => result[key]));
    ratios[name] = {
      throughput: round2(middle(us, 'perSecond') / middle(them, 'perSecond')),
      p99: round2(middle(us, 'p99') / Math.max(1, middle(them, 'p99'))),
      cpu: round2(middle(us, 'cpuMicros') / middle(them, 'cpuMicros')),
    };
    table.push({
      route: name,
      'req/s': Math.round(middle(us, 'perSecond')),
      'bare req/s': Math.round(middle(them, 'perSecond')),
      'p99 ms': middle(us, 'p99'),
      'bare p99 ms': middle(them, 'p99'),
      'CPU us': Math.round(middle(us, 'cpuMicros')),
      'bare CPU us': Math.round(middle(them, 'cpuMicros')),
      ...ratios[name],
    });
  }

  const bareMs = await bareUsage(client);
  const first = charge();
  const again = charge();
  ratios.usage = { hours: first.hours, toBareSql: round2(first.ms / bareMs), repeated: round2(again.ms / bareMs) };
  await client.end();
  console.table(table);
  console.table([
    {
      'server-hours': first.hours,
      'charged ms': first.ms,
      'bare SQL ms': Math.round(bareMs),
      'repeated ms': again.ms,
      ...ratios.usage,
    },
  ]);
  console.log(JSON.stringify(ratios));
} finally {
  for (const child of children) child.kill('SIGTERM');
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** Charges all that is due with the product's own code, in a process of its own. */
function charge() {
  const { stdout } = spawnSync(process.execPath, ['dist/apps/api/charge-usage.js'], { env: environment, encoding: 'utf8' });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function signIn(url) {
  const reply = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'user1', password: PASSWORD }),
  });
  if (!reply.ok) throw new Error(`Signing in failed (${reply.status}): ${await reply.text()}`);
  return reply.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ');
}

function round2(number) {
  return Math.round(number * 100) / 100;
}
