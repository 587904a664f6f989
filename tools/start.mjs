// Starts the whole product on this machine: builds what changed, then PostgreSQL, the sandbox and the API, and prints where
// everything is. With --watch (npm run dev) sources are rebuilt as they change. Stopping it stops all of it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { dataDir, home, ports, sandboxEnvironment, sandboxUrl } from './environment.mjs';
import { startPostgres } from './postgres.mjs';
import { watchSources } from './watch.mjs';

const startedAt = performance.now();
const isWatching = process.argv.includes('--watch');
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
const say = text => console.log(`[skypanel] ${text}`);

const tools = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };

if (
  spawnSync('nx', ['run-many', '-t', 'build', 'web', '--outputStyle=static'], {
    env: tools,
    stdio: ['ignore', 'ignore', 'inherit'],
  }).status !== 0
) {
  // Once more, aloud: somebody has to see what is wrong.
  spawnSync('nx', ['run-many', '-t', 'build', 'web', '--outputStyle=static'], { env: tools, stdio: 'inherit' });
  process.exit(1);
}
say(`built (${seconds()} s)`);

mkdirSync(dataDir, { recursive: true });
const postgres = await startPostgres(path.join(dataDir, 'postgres'), { port: ports.postgres });
say(`PostgreSQL is up (${seconds()} s)`);

const env = sandboxEnvironment(postgres.url);

/**
 * How far the made-up company is: `none` on the first start, `half` when making it was broken off (business time then still
 * stands in the past), `whole` otherwise.
 */
async function companyIn(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`select to_regclass('public.test_clock') is not null as is_migrated`);
    if (!rows[0].is_migrated) return 'none';
    const clock = await client.query('select offset_ms < 0 as is_past from test_clock');
    if (clock.rows[0]?.is_past) return 'half';
    return (await client.query('select 1 from users limit 1')).rowCount === 0 ? 'none' : 'whole';
  } finally {
    await client.end();
  }
}

/** Clears away what a broken-off first start left; only ever in the data folder's own PostgreSQL. */
async function clearAway(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema if exists jobs cascade; drop schema public cascade; create schema public;');
  await client.end();
  rmSync(env.SANDBOX_STATE_FILE, { force: true });
}

const children = new Map();
let stopping;

function run(name, file, extra = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    stdio: ['ignore', name === 'sandbox' ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    env: { ...env, ...extra },
  });
  children.set(name, child);
  child.once('exit', code => {
    if (children.get(name) === child) children.delete(name);
    if (!stopping && !child.isReplaced && !child.isTask) void stop(code ?? 1);
  });
  return child;
}

const gone = child =>
  new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });

function stop(code) {
  stopping ??= (async () => {
    await Promise.all([...children.values()].map(gone));
    await postgres.stop();
    process.exit(code);
  })();
  return stopping;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
// npm does not pass a SIGTERM on to us; when it is gone, so are we.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void stop(0);
}, 500).unref();

const ready = child => new Promise(resolve => child.on('message', message => message?.ready && resolve()));

let company = await companyIn(postgres.url);
if (company === 'half' && !postgres.isExternal) {
  await clearAway(postgres.url);
  company = 'none';
}
// While the company is made up, servers need not take as long to build as somebody watching would expect.
const isHurried = company === 'none';
await ready(run('sandbox', 'dist/apps/sandbox/main.js', isHurried ? { SANDBOX_BUILD_SECONDS: '0.5' } : {}));
say(`the sandbox is up (${seconds()} s)`);

if (company === 'none') {
  say('first start: a small hosting company is being made up');
  const demo = run('demo', 'dist/apps/api/demo.js');
  demo.isTask = true;
  const code = await new Promise(resolve => demo.once('exit', resolve));
  if (code !== 0 && !stopping) await stop(code ?? 1);
  say(`the company is there (${seconds()} s)`);
  const hurried = children.get('sandbox');
  hurried.isReplaced = true;
  await gone(hurried);
  await ready(run('sandbox', 'dist/apps/sandbox/main.js'));
}

await ready(run('api', 'dist/apps/api/main.js'));
say(`ready (${seconds()} s)

  Portal         ${home}/          for customers
  Console        ${home}/admin/    for staff
  API reference  ${home}/api/docs
  Sandbox        ${sandboxUrl}/          mailbox, PayPal orders, VirtFusion, faults

  Sign in as     admin   demo-admin-password    runs the business in the console
                 sven    demo-sven-password     helps customers
                 bea     demo-bea-password      looks after the money
                 ada     demo-ada-password      a customer with servers and some months of history
                 linus   demo-linus-password    a new customer with a little credit
                 grace   demo-grace-password    a customer in debt, whose server will be suspended
`);

if (isWatching)
  watchSources(async projects => {
    if (projects.has('api')) {
      const old = children.get('api');
      if (old) {
        old.isReplaced = true;
        await gone(old);
      }
      await ready(run('api', 'dist/apps/api/main.js'));
    }
    say(`rebuilt ${[...projects].join(', ')}`);
  });
if (process.env.EXIT_WHEN_READY) await stop(0);
