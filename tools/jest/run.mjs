// Runs Jest for one project and leaves its counts in dist/test-results, where `npm test` adds them up (and Nx caches them).
// Usage: node tools/jest/run.mjs <project> <config> [jest arguments]
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const [project, config, ...rest] = process.argv.slice(2);
mkdirSync('dist/test-results', { recursive: true });
const run = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '-c',
    config,
    '--json',
    `--outputFile=dist/test-results/${project}.json`,
    ...rest,
  ],
  { stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'test', TZ: 'UTC' } },
);
process.exit(run.status ?? 1);
