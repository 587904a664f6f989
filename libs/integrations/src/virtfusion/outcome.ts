import { UpstreamError, UpstreamHeldBack, UpstreamRateLimited } from '../upstream';
import type { CallOutcome } from './observer';

/** How a call ended, by what it threw. */
export function outcomeOf(error: unknown): CallOutcome {
  if (error === undefined) return 'ok';
  if (error instanceof UpstreamRateLimited) return 'limited';
  if (error instanceof UpstreamHeldBack) return 'held_back';
  return error instanceof UpstreamError ? error.outcome : 'unknown';
}
