// Runs one command of the API (create-admin, migrate, reset, ledger-verify, audit-verify) against DATABASE_URL or, without one, against the
// PostgreSQL in the data folder, which is started for it if it does not run already.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { dataDir, ports, sandboxEnvironment } from './environment.mjs';
import { startPostgres } from './postgres.mjs';

const [command, ...rest] = process.argv.slice(2);
spawnSync(process.execPath, ['tools/ensure-install.cjs'], { stdio: 'inherit' });
const built = spawnSync('nx', ['run', 'api:build', '--outputStyle=static'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
});
if (built.status !== 0) process.exit(built.status ?? 1);

const postgres = await startPostgres(path.join(dataDir, 'postgres'), { port: ports.postgres });
const env = process.env.DATABASE_URL && process.env.SESSION_SECRET ? process.env : sandboxEnvironment(postgres.url);
const child = spawn(process.execPath, ['--enable-source-maps', `dist/apps/api/${command}.js`, ...rest], {
  stdio: 'inherit',
  env,
});
child.once('exit', async code => {
  if (!postgres.wasRunning) await postgres.stop();
  process.exit(code ?? 1);
});
