// npm test: everything that proves the product, in the order in which mistakes are cheapest to find. Nx caches what did not
// change. The last line counts all of it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';

const env = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  FORCE_COLOR: process.env.FORCE_COLOR ?? '0',
};
const nx = (...targets) => ['nx', ['run-many', '-t', ...targets, '--outputStyle=static', '--nxBail=false']];
const STEPS = [
  ['format', 'prettier', ['--check', '.', '--log-level', 'warn', '--cache', '--cache-location', '.nx/prettier-cache']],
  ['build', ...nx('build', 'web')],
  ['lint', ...nx('lint')],
  ['types', ...nx('types')],
  ['API document', 'nx', ['run', 'api:openapi-check', '--outputStyle=static']],
  ['tests', ...nx('test')],
  ['journeys', process.execPath, ['apps/e2e/src/run.ts']],
];

rmSync('dist/test-results', { recursive: true, force: true });
const outcomes = [];
for (const [name, command, args] of STEPS) {
  const startedAt = performance.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { env, stdio: 'inherit' });
  outcomes.push({ name, isOk: status === 0, seconds: (performance.now() - startedAt) / 1000 });
}

let passed = 0;
let failed = 0;
if (existsSync('dist/test-results'))
  for (const file of readdirSync('dist/test-results').filter(name => name.endsWith('.json'))) {
    const result = JSON.parse(readFileSync(`dist/test-results/${file}`, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  }

console.log('');
for (const { name, isOk, seconds } of outcomes) console.log(`${isOk ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
// A step that failed without a test of its own (format, lint, types, build) counts as one failure.
const failedSteps = outcomes.filter(({ isOk }) => !isOk).length;
if (failedSteps > 0 && failed === 0) failed = failedSteps;
passed += outcomes.filter(({ name, isOk }) => isOk && name !== 'tests' && name !== 'journeys').length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || failedSteps > 0 ? 1 : 0);
