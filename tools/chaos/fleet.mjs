// The replicas of one world. Steady ones are there all the time; a doomed one is started to die at a marked point.
import { setTimeout as pause } from 'node:timers/promises';
import { Replica } from './replicas.mjs';

export class Fleet {
  #environment;
  #turn = 0;
  steady = [];
  doomed = null;
  /** Replicas that ended although nobody killed them. */
  lost = [];
  /** When a process, or its connection, last ended; what was begun before and is not finished may be its. */
  lastDeath = 0;

  constructor(environment) {
    this.#environment = environment;
  }

  async start(size) {
    this.steady = await Promise.all(Array.from({ length: size }, () => new Replica(this.#environment).start()));
  }

  /** Those that answer. */
  awake() {
    const all = this.doomed ? [...this.steady, this.doomed] : this.steady;
    return all.filter(replica => replica.isReady && !replica.isStopped);
  }

  /** One after the other, as a load balancer does; while nobody is there, one that refuses. */
  any() {
    const awake = this.awake();
    this.#turn += 1;
    return awake[this.#turn % awake.length] ?? this.steady[0];
  }

  /** Starts a replica that dies at a point. */
  async startDoomed(failpoints) {
    this.doomed = new Replica(this.#environment);
    await this.doomed.start(failpoints);
    return this.doomed;
  }

  /** Everything goes to the doomed one while the others stand still, until it is dead or nothing leads it there. */
  async onlyDoomed(work, patienceMs) {
    for (const replica of this.steady) replica.freeze();
    try {
      const deadline = Date.now() + patienceMs;
      const worked = work();
      while (this.doomed.isAlive && Date.now() < deadline) await pause(20);
      return await Promise.race([worked, pause(0)]);
    } finally {
      for (const replica of this.steady) replica.thaw();
    }
  }

  /** Kills what was doomed and wakes up the others; true when the point was reached. */
  async end() {
    const wasReached = this.doomed !== null && !this.doomed.isAlive;
    if (this.doomed) this.lastDeath = Date.now();
    await this.doomed?.kill();
    this.doomed = null;
    return wasReached;
  }

  /** New replicas with other settings take over, and the old ones end when they have answered what they began. */
  async succeed(changes) {
    Object.assign(this.#environment, changes);
    const old = this.steady;
    const successors = await Promise.all(old.map(() => new Replica(this.#environment).start()));
    // For a while both are there, as behind any load balancer.
    this.steady = [...old, ...successors];
    await pause(150);
    this.steady = successors;
    await Promise.all(old.map(replica => replica.kill('SIGTERM')));
  }

  /** All replicas end at once. */
  async killAll() {
    await Promise.all(this.steady.map(replica => replica.kill()));
  }

  /** Everybody is awake again; who died is started again, as a supervisor would. */
  async heal() {
    for (const replica of this.steady) if (replica.isStopped) replica.thaw();
    this.lost.push(...this.steady.filter(replica => replica.diedByItself && !replica.isAlive));
    if (this.steady.some(replica => !replica.isAlive)) this.lastDeath = Date.now();
    this.steady = await Promise.all(
      this.steady.map(replica => (replica.isAlive ? replica : new Replica(this.#environment).start())),
    );
  }

  async stop() {
    await this.doomed?.kill();
    await Promise.all(this.steady.map(replica => replica.kill()));
  }
}
