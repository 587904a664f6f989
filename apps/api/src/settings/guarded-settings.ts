import { ForbiddenError, type Principal, RefusedError } from '@api/platform';

const SECURITY = 'security.';
/** These have an act of their own, which shows whom they lock out and keeps whoever makes the rule from locking themselves out. */
const CHANGED_ELSEWHERE: ReadonlySet<string> = new Set(['security.secondFactorRoles', 'security.secondFactorFrom']);

/** Throws unless the caller may set all of these: rules of security need the right to change security, not only settings. */
export function requireMaySet(names: readonly string[], { permissions }: Principal): void {
  const elsewhere = names.find(name => CHANGED_ELSEWHERE.has(name));
  if (elsewhere !== undefined)
    throw new RefusedError('changed_elsewhere', 'Who needs a second factor is changed with the rules of security.', [
      { field: elsewhere, message: 'has an act of its own' },
    ]);
  if (names.some(name => name.startsWith(SECURITY)) && !permissions.has('security.write'))
    throw new ForbiddenError('forbidden', 'Only who may change security may change its rules.');
}
