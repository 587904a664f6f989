// A base backup as PostgreSQL's own interface makes it: the files, taken while they change, and the log that makes them whole.
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

/** The log comes last; the others are about one process and not part of the data. */
const LEFT_OUT = new Set(['pg_wal', 'postmaster.pid', 'postmaster.opts']);

/** Copies a running server's folder. Returns the copy. */
export async function copyWhileRunning(url, folder) {
  const copy = `${folder}.backup`;
  rmSync(copy, { recursive: true, force: true });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('chaos', true)`);
    makeLike(folder, copy);
    take(folder, copy, name => !LEFT_OUT.has(name));
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
    // The log up to the end of the backup; it makes whole what was copied while it changed.
    take(folder, copy, name => name === 'pg_wal');
    const label = path.join(copy, 'backup_label');
    writeFileSync(label, rows[0].labelfile, { mode: 0o600 });
    chownSync(label, statSync(folder).uid, statSync(folder).gid);
  } finally {
    await client.end();
  }
  return copy;
}

/** An empty folder of the same owner, closed to everybody else. */
function makeLike(folder, copy) {
  const { uid, gid } = statSync(folder);
  mkdirSync(copy, { mode: 0o700 });
  chownSync(copy, uid, gid);
}

/** A file that is gone by the time it is to be copied is no failure: the log knows of it. */
function take(from, to, isWanted) {
  for (const name of readdirSync(from).filter(isWanted)) {
    spawnSync('cp', ['-a', path.join(from, name), path.join(to, name)]);
  }
}

/** Puts a copy where a database was. */
export function replace(folder, copy) {
  rmSync(folder, { recursive: true, force: true });
  renameSync(copy, folder);
}
