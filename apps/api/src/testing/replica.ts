import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from './free-port';

const ROOT = path.resolve(__dirname, '../../../..');
const LONGEST_START_MS = 30_000;

/** The built API as a process of its own, whose log can be read. */
export interface Replica {
  readonly url: string;
  /** What it has written so far, line by line. */
  lines(): readonly string[];
  stop(): Promise<void>;
}

/** Starts the production build on a free port, with exactly this environment on top of what every process has. */
export async function startReplica(environment: Readonly<Record<string, string>>): Promise<Replica> {
  const port = String(await freePort());
  const child = spawn(process.execPath, ['dist/apps/api/main.js'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environment, PORT: port, NODE_OPTIONS: '' },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  await isReady(child, () => written);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url: `http://127.0.0.1:${port}`, lines: () => written.split('\n').filter(Boolean), stop };
}

function isReady(child: ChildProcess, written: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The process did not start in time')), LONGEST_START_MS);
    child.once('message', () => {
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', code => reject(new Error(`The process ended at its start (${code}): ${written().slice(-2_000)}`)));
  });
}
