import fc from 'fast-check';

/** Steps that all models drive together in one run of the tests. */
const LEAST_STEPS = 24_000;
const MODELS = 3;

/** A step of a model; one that cannot happen now does nothing. */
export interface Step<World> {
  readonly run: (world: World) => void;
}

/** A step that is always the same. Its name lets a failure read as a story. */
export function does<World>(name: string, run: (world: World) => void): fc.Arbitrary<Step<World>> {
  return fc.constant(named(name, run));
}

/** A step with a value that is drawn. */
export function doesWith<World, Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  run: (world: World, value: Value) => void,
): fc.Arbitrary<Step<World>> {
  return values.map(value => named(`${name} ${fc.stringify(value)}`, (world: World) => run(world, value)));
}

function named<World>(name: string, run: (world: World) => void): Step<World> {
  return { run, [fc.toStringMethod]: () => name } as Step<World>;
}

/** How a model is driven. */
export interface Driven<World> {
  readonly name: string;
  /** A new world, before anything happened. */
  readonly begin: () => World;
  readonly steps: readonly fc.Arbitrary<Step<World>>[];
  /** Must hold after each step; throws when it does not. */
  readonly always: (world: World) => void;
  /** Lets everything that was lost be found again, then checks what must hold in the end. */
  readonly finallyHolds: (world: World) => void;
}

const STEPS_IN_ONE_RUN = 60;

/** Drives a model until enough steps were taken; returns how many. `MODEL_STEPS`, `MODEL_SEED` and `MODEL_PATH` come from the environment. */
export function drive<World>({ begin, steps, always, finallyHolds }: Driven<World>): number {
  const wanted = Math.ceil(Number(process.env['MODEL_STEPS'] ?? LEAST_STEPS) / MODELS);
  const seed = process.env['MODEL_SEED'];
  const path = process.env['MODEL_PATH'];
  let taken = 0;
  const property = fc.property(
    fc.array(fc.oneof(...steps), { minLength: STEPS_IN_ONE_RUN / 2, maxLength: STEPS_IN_ONE_RUN }),
    order => {
      const world = begin();
      for (const one of order) {
        one.run(world);
        always(world);
        taken += 1;
      }
      finallyHolds(world);
      always(world);
    },
  );
  const again = { ...(seed !== undefined && { seed: Number(seed) }), ...(path !== undefined && { path }) };
  do fc.assert(property, { numRuns: 50, ...again });
  while (taken < wanted && seed === undefined);
  return taken;
}

/** Fewer steps than this in a run of the tests means that the model was not driven. */
export const EXPECTED_STEPS = Math.ceil(Number(process.env['MODEL_STEPS'] ?? LEAST_STEPS) / MODELS);
