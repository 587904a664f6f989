// PostgreSQL of one run: commits reach the operating system before they are acknowledged, so that a killed server keeps them.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../postgres.mjs';
import { copyWhileRunning, replace } from './backup.mjs';
import { Disk } from './disk.mjs';

export class Database {
  #disk;
  #folder;
  #server;
  #pool;

  static async start(folder) {
    const database = new Database();
    process.once('exit', () => database.#disk?.remove());
    // The server may run as somebody else, who has to pass through here.
    chmodSync(folder, 0o711);
    database.#disk = new Disk(path.join(folder, 'disk'));
    database.#folder = path.join(folder, 'disk', 'postgres');
    database.#server = await startPostgres(database.#folder);
    database.#connect();
    // The machine itself is not killed here, and waiting for its disk would only take time.
    await database.query('alter system set fsync = off');
    await database.query('alter system set full_page_writes = off');
    // A full disk is to be found by the next segment of the log, and the log not to fill the disk by itself.
    await database.query('alter system set wal_recycle = off');
    await database.query(`alter system set max_wal_size = '256MB'`);
    await database.query('select pg_reload_conf()');
    return database;
  }

  get url() {
    return this.#server.url;
  }

  #connect() {
    this.#pool = new pg.Pool({ connectionString: this.url, max: 4, connectionTimeoutMillis: 5_000 });
    this.#pool.on('error', () => undefined);
  }

  /** The rows of a statement; tried again while the server is coming up. */
  async query(text, values = []) {
    for (let tries = 0; ; tries++) {
      try {
        return (await this.#pool.query(text, values)).rows;
      } catch (error) {
        if (tries >= 40 || (error.code !== undefined && !/^(57P|08|ECONN|53300|XX)/.test(error.code))) throw error;
        await pause(150);
      }
    }
  }

  /** Ends the server as a crash would (`pg_ctl stop -m immediate`), and starts it again on the same port after a while. */
  async crash(milliseconds) {
    await this.#end();
    await pause(milliseconds);
    await this.#startAgain();
  }

  async #end() {
    process.kill(this.#server.pid, 'SIGQUIT');
    while (isAlive(this.#server.pid)) await pause(20);
  }

  async #startAgain() {
    this.#server = await startPostgres(this.#folder, { port: Number(new URL(this.url).port) });
  }

  /** Leaves so many bytes of the disk free. */
  fillDisk(left) {
    this.#disk.fill(left, this.#processes());
  }

  freeDisk() {
    this.#disk.free(this.#processes());
  }

  /** The log goes on in a new segment; on a full disk that is the end of the server. */
  async switchLog() {
    await this.#pool.query('select pg_switch_wal()').catch(() => undefined);
  }

  /** Whether a table of 16 MB is refused for want of room, or by a server that ended for want of it. */
  refusesToGrow() {
    const table = `create unlogged table chaos_marks as select repeat('x', 1000) as mark from generate_series(1, 16000)`;
    return this.#pool.query(`${table}; drop table chaos_marks`).then(
      () => false,
      () => true,
    );
  }

  /** Starts the server again if it ended, as a supervisor would, and waits until it answers. */
  async revive() {
    for (let looks = 0; looks < 20 && isAlive(this.#server.pid); looks++) {
      if (await this.#answers()) return;
      await pause(100);
    }
    if (!isAlive(this.#server.pid)) await this.#startAgain();
    await this.query('select 1');
  }

  #answers() {
    return this.#pool.query('select 1').then(
      () => true,
      () => false,
    );
  }

  /** Copies the whole database while it works. Returns the copy's folder. */
  backup() {
    return copyWhileRunning(this.url, this.#folder);
  }

  /** The database is lost, and what was copied takes its place. */
  async restore(copy) {
    await this.#end();
    replace(this.#folder, copy);
    await this.#startAgain();
    await this.query('select 1');
  }

  #processes() {
    return [this.#server.pid, ...childrenOf(this.#server.pid)];
  }

  /** The server and all its processes stand still: connections are accepted, and nothing is answered. */
  async freeze(milliseconds) {
    const all = this.#processes();
    for (const pid of all) signal(pid, 'SIGSTOP');
    await pause(milliseconds);
    for (const pid of all) signal(pid, 'SIGCONT');
  }

  /** Ends one connection of the product, whichever comes first in the order that `choice` gives. */
  async terminateOne(choice) {
    await this.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and backend_type = 'client backend' order by hashint4(pid + $1::int) limit 1`,
      [choice % 1_000_000],
    );
  }

  async stop() {
    await this.#pool.end().catch(() => undefined);
    await this.#server.stop();
    this.#disk.remove();
  }
}

/** The processes that the server has started (Linux; elsewhere only the server itself stands still). */
function childrenOf(pid) {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

/** Tells a process, unless it has just ended. */
function signal(pid, name) {
  if (isAlive(pid)) process.kill(pid, name);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
