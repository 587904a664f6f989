import { spawn } from 'node:child_process';
import { ROOT } from './document';

const SEEDS = Number(process.env['CHAOS'] ?? 20);
/** Other test files want the machine too; alone it takes a third of this. */
const LONGEST_MS = 300_000;

interface Counts {
  readonly runs: number;
  readonly done: number;
  readonly broken: number;
  readonly diedAtPoints: number;
}

describe('chaos for money', () => {
  it(
    `leaves every invariant whole over ${SEEDS} schedules of real processes`,
    async () => {
      const { code, output } = await chaos(['--seeds', String(SEEDS)]);
      const counts = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Counts;
      expect({ code, ...counts, output: counts.broken === 0 ? '' : output }).toMatchObject({
        ...{ code: 0, runs: SEEDS, broken: 0, output: '' },
      });
      // A chaos in which nobody gets anything done, or nobody dies, proves nothing.
      expect(counts.done).toBeGreaterThan(SEEDS * 3);
      expect(counts.diedAtPoints).toBeGreaterThanOrEqual(Math.floor(SEEDS / 10));
    },
    LONGEST_MS,
  );
});

function chaos(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['tools/chaos/run.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', code => resolve({ code, output }));
  });
}
