// Migrations that are killed on their way: whatever happens, the schema comes out as it would have without.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { finished } from './commands.mjs';

/** Everything that makes a schema, a line each. */
const SCHEMA = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
    from information_schema.columns where table_schema = 'public'
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
  union all select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
    where pronamespace = 'public'::regnamespace and prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

/** Migrates an empty database with a kill on the way, then to the end by two at once. Returns how it differs from the product's own. */
export async function migrateWithKills({ database, environment }, { seed, choice }) {
  const name = `migrated_${seed}`;
  await database.query(`create database ${name}`);
  try {
    const url = new URL(database.url);
    url.pathname = name;
    const file = `${environment.CHAOS_API}/migrate.js`;
    const settings = { ...environment, DATABASE_URL: url.href };
    await killed(file, settings, 100 + (choice % 2_500));
    await Promise.all([finished(file, settings), finished(file, settings)]);
    const [made, wanted] = await Promise.all([schemaOf(url.href), schemaOf(database.url)]);
    return differences(made, wanted);
  } finally {
    await database.query(`drop database ${name} with (force)`);
  }
}

/** Runs a command for so long, and not a moment longer. */
async function killed(file, env, milliseconds) {
  const child = spawn(process.execPath, [file], { env, stdio: 'ignore' });
  const gone = once(child, 'exit');
  await Promise.race([gone, pause(milliseconds)]);
  child.kill('SIGKILL');
  await gone;
}

async function schemaOf(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return new Set((await client.query(SCHEMA)).rows.map(({ line }) => line));
  } finally {
    await client.end();
  }
}

/** What one schema has and the other does not; the harness's own table is nobody's. */
function differences(made, wanted) {
  const missing = [...wanted].filter(line => !made.has(line) && !line.includes('chaos_marks'));
  const extra = [...made].filter(line => !wanted.has(line));
  return [...missing.map(line => `is missing: ${line}`), ...extra.map(line => `is too many: ${line}`)];
}
