// The processes of a benchmark and the folder of its database: whatever happens, nothing of it is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../postgres.mjs';

const secret = () => randomBytes(24).toString('hex');

/** Runs `work` with a durable database of its own and stops everything afterwards, also when it fails or is interrupted. */
export async function withProcesses(work) {
  delete process.env.DATABASE_URL;
  const folder = mkdtempSync(path.join(tmpdir(), 'skypanel-bench-'));
  const children = [];
  let postgres;
  let client;
  let ending;
  const end = () => (ending ??= stopAll());
  const stopAll = async () => {
    await Promise.all(children.map(stopped));
    await client?.end().catch(() => undefined);
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end().then(() => process.exit(1)));
  try {
    postgres = await startPostgres(path.join(folder, 'data'));
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
    const start = (file, extra) => started(children, file, { ...environment, ...extra });
    const run = (file, ...args) => finished(file, args, environment);
    run('dist/apps/api/migrate.js');
    client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined); // a query that fails says so itself
    await client.connect();
    await work({ client, url: postgres.url, postmaster: postgres.pid, start, run });
  } finally {
    await end();
  }
}

/** A server process, once it says that it is ready. */
function started(children, file, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env });
    children.push(child);
    child.once('message', () => resolve(child));
    child.once('exit', code => reject(new Error(`${file} ended (${code})`)));
  });
}

/** What a command prints; throws when it fails. */
function finished(file, args, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} failed (${status}): ${stderr}`);
  return stdout;
}

function stopped(child) {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
