import { ForbiddenError, type SessionCredential } from '@api/platform';

/** A step-up counts for so long. */
export const STEP_UP_LASTS_MS = 5 * 60_000;

/** Throws unless the session has shown its password or second factor within the last minutes; staff in it never have. */
export function requireStepUp({ steppedUpAt, impersonator }: SessionCredential): void {
  if (impersonator) throw onlyOwner();
  if (steppedUpAt === null || Date.now() - steppedUpAt > STEP_UP_LASTS_MS)
    throw new ForbiddenError('step_up_required', 'Confirm that it is you, then try again.');
}

/** The refusal of staff who look with a customer's eyes. */
export function onlyOwner(): ForbiddenError {
  return new ForbiddenError('read_only_session', 'Only the owner of an account can do this.');
}
