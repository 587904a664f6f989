/** Credit at an instant, as decimal text. */
export interface CreditPoint {
  readonly at: string;
  readonly balance: string;
}

/** Credit that was, credit that came in, and where it is heading. */
export interface Runway {
  readonly currency: string;
  readonly points: readonly CreditPoint[];
  readonly topUps: readonly { readonly at: string; readonly amount: string }[];
  readonly projection: { readonly from: CreditPoint; readonly to: CreditPoint } | null;
}

/** A point of the drawn line; a top-up is two points at one instant. */
export interface RunwayStep {
  readonly time: number;
  readonly value: number;
  /** What came in at this instant, on the upper of the two points. */
  readonly topUp?: string;
}

/**
 * The line of the past: the known balances, with each top-up as the upright step it was. Between two known balances usage
 * is spread evenly, since it is charged hour by hour. Pixels may be floats; the figures people read stay decimal text.
 */
export function runwaySteps(runway: Runway): RunwayStep[] {
  const points = [...runway.points, ...(runway.projection ? [runway.projection.from] : [])]
    .map(({ at, balance }) => ({ time: Date.parse(at), value: Number(balance) }))
    .sort((first, second) => first.time - second.time);
  const topUps = runway.topUps.map(({ at, amount }) => ({ time: Date.parse(at), amount })).sort((a, b) => a.time - b.time);
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (!next) return [point];
    const within = topUps.filter(({ time }) => time > point.time && time <= next.time);
    const cameIn = within.reduce((sum, { amount }) => sum + Number(amount), 0);
    const used = point.value + cameIn - next.value;
    let received = 0;
    const steps: RunwayStep[] = within.flatMap(({ time, amount }) => {
      const before = point.value + received - (used * (time - point.time)) / (next.time - point.time || 1);
      received += Number(amount);
      return [
        { time, value: before },
        { time, value: before + Number(amount), topUp: amount },
      ];
    });
    return [point, ...steps];
  });
}
