// PostgreSQL of one run: commits reach the operating system before they are acknowledged, so that a killed server keeps them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../postgres.mjs';

export class Database {
  #folder;
  #server;
  #pool;

  static async start(folder) {
    const database = new Database();
    database.#folder = path.join(folder, 'postgres');
    database.#server = await startPostgres(database.#folder);
    database.#connect();
    // The machine itself is not killed here, and waiting for its disk would only take time.
    await database.query('alter system set fsync = off');
    await database.query('alter system set full_page_writes = off');
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
    const { pid, url } = this.#server;
    process.kill(pid, 'SIGQUIT');
    while (isAlive(pid)) await pause(20);
    await pause(milliseconds);
    this.#server = await startPostgres(this.#folder, { port: Number(new URL(url).port) });
  }

  /** The server and all its processes stand still: connections are accepted, and nothing is answered. */
  async freeze(milliseconds) {
    const all = [this.#server.pid, ...childrenOf(this.#server.pid)];
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
