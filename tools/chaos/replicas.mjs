// The API as real processes: started, killed, stopped for a while, and started again as a supervisor would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../postgres.mjs';

const LONGEST_START_MS = 180_000;
const KEPT_LINES = 400;

/** One process of the API. */
export class Replica {
  #environment;
  #child;
  #lines = [];
  isReady = false;
  isStopped = false;
  /** It ended although nobody meant it to. */
  diedByItself = false;

  constructor(environment) {
    this.#environment = environment;
  }

  /** Starts it, with failpoints if it is to die at one. */
  async start(failpoints = '') {
    const port = String(await freePort());
    const child = spawn(process.execPath, [`${this.#environment.CHAOS_API}/main.js`], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...this.#environment,
        PORT: port,
        SKYPANEL_FAILPOINTS: [this.#environment.CHAOS_PLANTED, failpoints].filter(Boolean).join(','),
      },
    });
    this.#child = child;
    this.isMortal = failpoints !== '';
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => (this.#lines = [...this.#lines, String(chunk)].slice(-KEPT_LINES)));
    child.once('exit', () => {
      this.isReady = false;
      if (!this.isMortal) this.diedByItself = true;
    });
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The API did not start in time: ${this.log}`)), LONGEST_START_MS);
      child.once('message', () => resolve(clearTimeout(timer)));
      child.once('exit', code => {
        clearTimeout(timer);
        // Jobs that wait may lead it to its point before it has said that it is ready.
        if (this.isMortal && code === null) resolve();
        else reject(new Error(`The API ended at its start (${code}): ${this.log}`));
      });
    });
    this.isReady = this.isAlive;
    return this;
  }

  get isAlive() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last lines of its log. */
  get log() {
    return this.#lines.join('').slice(-20_000);
  }

  async kill(signal = 'SIGKILL') {
    this.isMortal = true;
    this.isReady = false;
    if (!this.isAlive) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGCONT');
    this.#child.kill(signal);
    await gone;
  }

  /** Stands still, as on an overloaded machine; connections stay open. */
  freeze() {
    this.isStopped = true;
    this.#child.kill('SIGSTOP');
  }

  thaw() {
    this.isStopped = false;
    if (this.isAlive) this.#child.kill('SIGCONT');
  }
}
