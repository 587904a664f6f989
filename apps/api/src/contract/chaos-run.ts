import { spawn } from 'node:child_process';
import { ROOT } from './document';

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program of ours to its end. */
export function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...env, NODE_OPTIONS: '' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', code => resolve({ code, output }));
  });
}
