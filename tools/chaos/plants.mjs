// Defects that can be planted, to see that they are found. Each is a point of the API that does the wrong thing on purpose.

/** What the environment arms, by the name of the defect. */
const PLANTS = {
  /** The job that takes credit back is not queued when a refund is done. */
  'take-back-not-queued': 'plant.take-back-not-queued=defect',
  /** A booking whose answer was lost is sent to VirtFusion again without a look. */
  'mirror-repeats-blindly': 'plant.mirror-repeats-blindly=defect',
};

/** The points to arm; none without a name. */
export function planted(name) {
  if (name === undefined) return '';
  if (!(name in PLANTS)) throw new Error(`There is no defect "${name}" to plant, only: ${Object.keys(PLANTS).join(', ')}`);
  return PLANTS[name];
}
