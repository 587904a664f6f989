import { ended } from './chaos-run';

const SEEDS = Number(process.env['CHAOS'] ?? 20);
/** The schedules of bad links (F13): real waiting, which a machine that other tests use as well cannot tell from hanging. */
const NEEDS_QUIET = 11;
const KINDS = 18;
/** Other test files want the machine too; alone it takes a quarter of this. */
const LONGEST_MS = 720_000;

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
      const seeds = Array.from({ length: SEEDS * 2 }, (_, index) => index + 1).filter(seed => seed % KINDS !== NEEDS_QUIET);
      const { code, output } = await ended(['tools/chaos/run.mjs', '--seed', seeds.slice(0, SEEDS).join(',')], process.env);
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
