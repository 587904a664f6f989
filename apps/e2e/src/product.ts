import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const LONGEST_START_MS = 5 * 60_000;

/** The whole product as a newcomer starts it, on ports and in a folder of its own. */
export interface Product {
  readonly url: string;
  readonly sandboxUrl: string;
  stop(): Promise<void>;
}

export async function startProduct(): Promise<Product> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'skypanel-journey-'));
  const [port, sandboxPort, postgresPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const { DATABASE_URL: _, ...environment } = process.env;
  const launcher = spawn(process.execPath, ['tools/start.mjs'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...environment,
      DATA_DIR: dataDir,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      PG_PORT: String(postgresPort),
    },
  });
  await ready(launcher);
  return {
    url: `http://localhost:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    async stop() {
      launcher.kill('SIGTERM');
      if (launcher.exitCode === null) await once(launcher, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ready(launcher: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The product did not start in time')), LONGEST_START_MS);
    let said = '';
    launcher.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Portal ')) {
        clearTimeout(timer);
        resolve();
      }
    });
    launcher.once('exit', code => reject(new Error(`The product ended at its start (${code}): ${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port')),
      );
    });
  });
}
