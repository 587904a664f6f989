// Counts what happened, by scenario.

export class Tally {
  #rows;
  #points = new Map();
  #asked = {};
  proofs = [];
  waiting = 0;

  constructor(scenarios) {
    this.#rows = new Map(scenarios.map(scenario => [scenario, { scenario, runs: 0, broken: 0, seconds: 0 }]));
  }

  count({ scenario }, { found, waiting, dying, entries, seconds }) {
    const row = this.#rows.get(scenario);
    row.runs += 1;
    if (found.length > 0) row.broken += 1;
    row.seconds = Math.round((row.seconds + seconds) * 10) / 10;
    this.waiting += waiting;
    for (const { kind, success } of entries) {
      this.#asked[kind] ??= { asked: 0, done: 0 };
      this.#asked[kind].asked += 1;
      if (success) this.#asked[kind].done += 1;
    }
    if (!dying) return;
    const point = this.#points.get(dying.point) ?? { point: dying.point, runs: 0, reached: 0 };
    point.runs += 1;
    if (dying.wasReached) point.reached += 1;
    this.#points.set(dying.point, point);
  }

  get broken() {
    const schedules = [...this.#rows.values()].reduce((sum, row) => sum + row.broken, 0);
    return schedules + this.proofs.filter(({ isGood }) => !isGood).length;
  }

  print(seconds) {
    const rows = [...this.#rows.values()].filter(({ runs }) => runs > 0);
    console.table(rows);
    console.table(this.#asked);
    if (this.#points.size > 0) console.table([...this.#points.values()]);
    for (const { said } of this.proofs) console.log(said);
    const runs = rows.reduce((sum, row) => sum + row.runs, 0);
    const done = Object.values(this.#asked).reduce((sum, asked) => sum + asked.done, 0);
    const reached = [...this.#points.values()].reduce((sum, point) => sum + point.reached, 0);
    console.log(
      JSON.stringify({
        runs,
        done,
        broken: this.broken,
        diedAtPoints: reached,
        leftToStaff: this.waiting,
        seconds: Number(seconds),
      }),
    );
  }
}
