// Drives the models of money (apps/api/src/billing/model): npm run model -- [steps]. MODEL_SEED and MODEL_PATH repeat a failure.
import { spawnSync } from 'node:child_process';

const [steps = '200000'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(steps)) {
  console.error('Usage: npm run model -- [steps]');
  process.exit(2);
}
const jest = ['node_modules/jest/bin/jest.js', '-c', 'apps/api/jest.config.cjs', 'billing/model', '--testTimeout', '86400000'];
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest], {
  stdio: 'inherit',
  env: { ...process.env, MODEL_STEPS: steps },
});
process.exitCode = status ?? 1;
