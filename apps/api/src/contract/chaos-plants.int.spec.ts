import { ended } from './chaos-run';

const chaos = (...args: string[]) => ended(['tools/chaos/run.mjs', ...args], process.env);
const LONGEST_MS = 360_000;

describe('a defect that is planted', () => {
  // Seeds in which the way that the defect breaks is gone: news that never come, and answers that are lost after the work was done.
  it.each([
    {
      defect: 'take-back-not-queued',
      scenario: 'F03',
      seeds: '8,37',
      broken: /I4 payment \d+: PayPal gave back \d+, taken back were 0/,
    },
    {
      defect: 'mirror-repeats-blindly',
      scenario: 'F16',
      seeds: '6,14,22',
      broken: /I6 user \d+: VirtFusion holds \d+ hundredths/,
    },
  ])(
    'is found: $defect',
    async ({ defect, scenario, seeds, broken }) => {
      const { code, output } = await chaos('--seed', seeds, '--scenario', scenario, '--plant', defect);

      expect(output).toMatch(broken);
      expect(code).toBe(1);
    },
    LONGEST_MS,
  );

  it('has to be one that there is', async () => {
    const { code, output } = await chaos('--seed', '1', '--plant', 'nothing-like-it');

    expect(code).not.toBe(0);
    expect(output).toContain('take-back-not-queued, mirror-repeats-blindly');
  });

  it('keeps the product from starting in production', async () => {
    const { code, output } = await ended(['dist/apps/api/main.js'], {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      SESSION_SECRET: 'session-secret-of-the-tests-0123456789',
      APP_KEY: 'another-secret-of-the-tests-0123456789',
      SKYPANEL_FAILPOINTS: 'plant.take-back-not-queued=defect',
    });

    expect(code).not.toBe(0);
    expect(output).toContain('SKYPANEL_FAILPOINTS');
  });
});
