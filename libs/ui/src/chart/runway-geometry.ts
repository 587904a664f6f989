import { type Runway, type RunwayStep, runwaySteps } from './runway';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Everything the runway draws, in pixels. */
export interface RunwayGeometry {
  readonly line: string;
  readonly area: string;
  readonly projection: string;
  readonly baseline: number;
  readonly today: Place;
  readonly end: Place | undefined;
  readonly topUps: readonly (Place & { readonly amount: string })[];
  /** Where a balance lies on the scale, when it does. */
  readonly heightOf: (balance: number) => number | undefined;
  readonly steps: readonly (RunwayStep & Place)[];
}

/** Room above the line for a top-up's label, and below it for dates. */
const ABOVE = 14;
const BELOW = 20;

/** Lays the runway out on a plot of the given size; undefined while there is nothing to draw. */
export function runwayGeometry(runway: Runway, width: number, height: number): RunwayGeometry | undefined {
  const steps = runwaySteps(runway);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return undefined;
  const end = runway.projection
    ? { time: Date.parse(runway.projection.to.at), value: Number(runway.projection.to.balance) }
    : undefined;
  const span = Math.max((end?.time ?? last.time) - first.time, 1);
  const highest = Math.max(...steps.map(({ value }) => value), 0.01);
  const lowest = Math.min(...steps.map(({ value }) => value), 0);
  const drawn = width - (end ? 24 : 4);
  const baseline = height - BELOW;
  const placeOf = ({ time, value }: RunwayStep): Place => ({
    x: round(((time - first.time) / span) * drawn),
    y: round(baseline - ((value - lowest) / (highest - lowest)) * (baseline - ABOVE)),
  });
  const places = steps.map(step => ({ ...step, ...placeOf(step) }));
  const today = placeOf(last);
  const line = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const endPlace = end && placeOf(end);
  return {
    line,
    area: `${line}L${today.x} ${baseline}L0 ${baseline}Z`,
    projection: endPlace ? `M${today.x} ${today.y}L${endPlace.x} ${endPlace.y}` : '',
    baseline,
    today,
    end: endPlace,
    topUps: places.flatMap(({ x, y, topUp }) => (topUp === undefined ? [] : [{ x, y, amount: topUp }])),
    heightOf: balance => (balance > lowest && balance < highest ? placeOf({ time: first.time, value: balance }).y : undefined),
    steps: places,
  };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
