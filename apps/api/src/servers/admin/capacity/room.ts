export const RESOURCES = ['servers', 'memoryMb', 'cpuCores', 'storageGb'] as const;
export type Resource = (typeof RESOURCES)[number];

/** How much of something there is: `max` null without a limit, `used` null while it was not told. */
export interface Room {
  readonly max: number | null;
  readonly used: number | null;
}

/** What fills up first, and when. */
export interface Fullness {
  readonly days: number;
  readonly because: Resource;
}

/** Several rooms together: without a limit as soon as one of them has none, not known as soon as one was not told. */
export function sumOf(rooms: readonly Room[]): Room {
  return { max: total(rooms.map(({ max }) => max)), used: total(rooms.map(({ used }) => used)) };
}

function total(figures: readonly (number | null)[]): number | null {
  return figures.reduce<number | null>((sum, figure) => (sum === null || figure === null ? null : sum + figure), 0);
}

/**
 * In how many whole days a room is full if it goes on to grow as it did over so many days; null without a limit, when it was not
 * told, or when it does not grow. What is full already is full in 0 days, growing or not.
 */
export function fullInDays({ max, used }: Room, growth: number, overDays: number): number | null {
  if (max === null || used === null) return null;
  if (used >= max) return 0;
  return growth <= 0 ? null : Math.floor((max - used) / (growth / overDays));
}

/** What fills up first; null when nothing does. */
export function firstFull(
  rooms: Readonly<Record<Resource, Room>>,
  growth: Readonly<Record<Resource, number>>,
  overDays: number,
): Fullness | null {
  const full = RESOURCES.map(because => ({ because, days: fullInDays(rooms[because], growth[because], overDays) }));
  return full.reduce<Fullness | null>(
    (first, { because, days }) => (days !== null && (first === null || days < first.days) ? { because, days } : first),
    null,
  );
}
