import { RefusedError } from '@api/platform';

const SHORTEST_MS = 5 * 60_000;
const LONGEST_DAYS = 90;

/** Refuses a moment that is over, too near to be of use, or so far that it is forgotten. */
export function requireEnd(endsAt: Date, now = new Date()): void {
  const length = endsAt.getTime() - now.getTime();
  if (length >= SHORTEST_MS && length <= LONGEST_DAYS * 86_400_000) return;
  const message = `A share lasts five minutes at least and ${LONGEST_DAYS} days at most.`;
  throw new RefusedError('invalid_end', message, [{ field: 'endsAt', message }]);
}

/** What is given, in words. */
export function wordsOf({ mayPower, mayConsole }: { readonly mayPower: boolean; readonly mayConsole: boolean }): string {
  return [mayPower && 'power switch', mayConsole && 'console'].filter(Boolean).join(' and ');
}
