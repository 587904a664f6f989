// Starts the whole product on this machine: builds what changed, then PostgreSQL, the sandbox and the API, and prints where
// everything is. With --watch (npm run dev) sources are rebuilt as they change. Stopping it stops all of it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';
import { watchSources } from './watch.mjs';

const startedAt = performance.now();
const isWatching = process.argv.includes('--watch');
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
const say = text => console.log(`[skypanel] ${text}`);

const port = process.env.PORT ?? '3000';
const sandboxPort = process.env.SANDBOX_PORT ?? '4010';
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data');
const home = `http://127.0.0.1:${port}`;
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
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
const postgres = await startPostgres(path.join(dataDir, 'postgres'), { port: Number(process.env.PG_PORT ?? 5433) });
say(`PostgreSQL is up (${seconds()} s)`);

const sandboxKeys = {
  VIRTFUSION_API_KEY: 'sandbox-virtfusion-token',
  PAYPAL_CLIENT_ID: 'sandbox-paypal-client',
  PAYPAL_CLIENT_SECRET: 'sandbox-paypal-secret',
  PAYPAL_WEBHOOK_ID: 'sandbox-paypal-webhook',
  SMTP2GO_API_KEY: 'api-sandbox0000000000000000000000000000',
};
/** Secrets of this data folder; without them nobody stays signed in over a restart. */
function localSecret(name) {
  const file = path.join(dataDir, 'secret');
  if (!existsSync(file))
    writeFileSync(
      file,
      createHash('sha256')
        .update(crypto.getRandomValues(new Uint8Array(64)))
        .digest('hex'),
      { mode: 0o600 },
    );
  return createHash('sha256')
    .update(`${name}:${readFileSync(file, 'utf8')}`)
    .digest('hex');
}
const env = {
  ...process.env,
  ...sandboxKeys,
  NODE_ENV: 'development',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  PORT: port,
  PUBLIC_URL: process.env.PUBLIC_URL ?? home,
  DATABASE_URL: postgres.url,
  SESSION_SECRET: localSecret('session'),
  APP_KEY: localSecret('app'),
  TEST_CLOCK: 'true',
  FILES_DIR: path.join(dataDir, 'files'),
  SANDBOX_URL: sandboxUrl,
  SANDBOX_PORT: sandboxPort,
  SANDBOX_STATE_FILE: path.join(dataDir, 'sandbox.json'),
  SANDBOX_PAYPAL_WEBHOOK_URL: `${home}/api/billing/paypal/webhook`,
  VIRTFUSION_API_URL: `${sandboxUrl}/virtfusion/api/v1`,
  PAYPAL_API_BASE: `${sandboxUrl}/paypal`,
  SMTP2GO_API_BASE: `${sandboxUrl}/smtp2go/v3`,
  BETTERSTACK_API_BASE: `${sandboxUrl}/betterstack`,
  GOOGLE_AI_API_BASE: `${sandboxUrl}/gemini`,
  DISCORD_API_BASE: `${sandboxUrl}/discord/api`,
};

const children = new Map();
let stopping;

function run(name, file, ...args) {
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
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

await ready(run('sandbox', 'dist/apps/sandbox/main.js'));
say(`the sandbox is up (${seconds()} s)`);

const demo = run('demo', 'dist/apps/api/demo.js');
demo.isTask = true;
const demoCode = await new Promise(resolve => demo.once('exit', resolve));
if (demoCode !== 0 && !stopping) await stop(demoCode ?? 1);

await ready(run('api', 'dist/apps/api/main.js'));
say(`ready (${seconds()} s)

  Portal         ${home}/          for customers
  Console        ${home}/admin/    for staff
  API reference  ${home}/api/docs
  Sandbox        ${sandboxUrl}/          mailbox, PayPal orders, VirtFusion, faults

  Sign in as     admin   demo-admin-password    runs the business in the console
                 ada     demo-ada-password      a customer with servers and some months of history
                 linus   demo-linus-password    a new customer with a little credit
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
