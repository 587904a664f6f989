import type { Call } from '../kit/call';
import { invalid } from './replies';

const LONGEST_DELAY_MINUTES = 43_800;

/** Minutes a deletion is put off by, from the query. */
export function delayIn(call: Call): number {
  const text = call.query.get('delay');
  if (text === null) return 0;
  const delay = Number(text);
  if (!Number.isInteger(delay) || delay < 0 || delay > LONGEST_DELAY_MINUTES) {
    throw invalid(`The delay must be between 0 and ${LONGEST_DELAY_MINUTES}.`);
  }
  return delay;
}
