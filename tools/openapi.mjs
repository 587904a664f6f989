// The committed OpenAPI document, from which the web apps' client is generated.
// `node tools/openapi.mjs` writes apps/api/openapi.json from the built API; `--check` fails, and says where, when it is stale.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BUILT = 'dist/apps/api/openapi.js';
const COMMITTED = 'apps/api/openapi.json';
/** Enough to see what happened; the rest follows from it. */
const MOST_DIFFERENCES = 20;

/** Runs the built API in preview and gives its document as text. */
function generate() {
  if (!existsSync(BUILT)) throw new Error(`${BUILT} is missing: run "npm run build" first.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'skypanel-openapi-'));
  try {
    const file = path.join(folder, 'openapi.json');
    const { status } = spawnSync(process.execPath, [BUILT, file], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw new Error(`The document could not be made (exit code ${status}).`);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every place in which two documents differ, such as `paths./api/user.get.operationId`. */
function differences(before, after, place = '') {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isOpen = value => typeof value === 'object' && value !== null;
  if (!isOpen(before) || !isOpen(after) || Array.isArray(before) !== Array.isArray(after)) {
    if (before === undefined) return [`new      ${place}`];
    if (after === undefined) return [`removed  ${place}`];
    return [`changed  ${place}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const found = names.flatMap(name => differences(before[name], after[name], place ? `${place}.${name}` : name));
  return found.length > 0 ? found : [`order    ${place}`];
}

function check(text) {
  const committed = existsSync(COMMITTED) ? readFileSync(COMMITTED, 'utf8') : '{}';
  if (committed === text) return;
  const found = differences(JSON.parse(committed), JSON.parse(text));
  console.error(`${COMMITTED} is not what the API describes any more:`);
  for (const line of found.slice(0, MOST_DIFFERENCES)) console.error(`  ${line}`);
  if (found.length > MOST_DIFFERENCES) console.error(`  … and ${found.length - MOST_DIFFERENCES} more`);
  console.error('Run "npm run openapi" and commit the file together with the change.');
  process.exitCode = 1;
}

const text = generate();
if (process.argv.includes('--check')) check(text);
else writeFileSync(COMMITTED, text);
