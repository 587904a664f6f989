import type { GuardLimits } from '../http';
import type { Operation } from './operations';

/**
 * VirtFusion's panel is one PHP application, so a few dozen calls at a time are its share of ours. A group gets a third, so that
 * two groups that hang at once leave room for the rest while their circuits count to five.
 */
export const GUARD_LIMITS: GuardLimits = {
  calls: 24,
  callsPerGroup: 8,
  waiting: 64,
  patienceMs: 5_000,
  longestQuietMs: 300_000,
  failures: 5,
  windowMs: 60_000,
  openMs: 10_000,
  longestOpenMs: 60_000,
};

/** Lists that only change when staff change them. Capacities are not among them: an order uses them up. */
const CATALOGUE: ReadonlySet<Operation> = new Set<Operation>([
  'GET /packages',
  'GET /packages/{packageId}',
  'GET /compute/hypervisors/groups',
  'GET /compute/hypervisors/groups/{hypervisorGroupId}',
  'GET /media/templates/fromServerPackageSpec/{serverPackageId}',
  'GET /selfService/currencies',
]);
const CATALOGUE_MS = 3_000;

/** How long an answer may be given again, in ms; the same question at the same moment is asked once in any case. */
export function keptMs(operation: Operation): number {
  return CATALOGUE.has(operation) ? CATALOGUE_MS : 0;
}
