// Runs on whatever node npm found (>=18): installs when node_modules is missing or older than the lock file's content.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const stamp = 'node_modules/.install-stamp';
const want = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) process.exit(0);
console.log('Installing dependencies (npm ci) ...');
const r = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (r.status === 0) writeFileSync(stamp, want);
process.exit(r.status ?? 1);
