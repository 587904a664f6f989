// The product's own commands, run to their end.
import { spawn } from 'node:child_process';

/** What a command prints; rejects when it fails. */
export function finished(file, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
    child.once('close', status =>
      status === 0 ? resolve(said.trim()) : reject(new Error(`${file} failed (${status}): ${said}`)),
    );
  });
}
