import { createHash } from 'node:crypto';
import { isStaff, type Role } from '../access/roles';

export const BULK_ACTIONS = ['suspend', 'unsuspend', 'verify', 'mail', 'add-tag', 'remove-tag'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export const MOST_AT_ONCE = 500;

/** What a plan looks at. */
export interface BulkPerson {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  readonly state: string;
  readonly isVerified: boolean;
  readonly tags: readonly string[];
}

/** One line of a plan; `skipped` says why nothing would be done. */
export interface PlannedPerson {
  readonly id: number;
  readonly username: string;
  readonly skipped: string | null;
}

/** Says for one person why an action would do nothing, or null when it would do something. */
export function skipReason(person: BulkPerson, action: BulkAction, tag: string | undefined, byUserId: number): string | null {
  if (person.state === 'deleted') return 'deleted';
  if (action === 'suspend' || action === 'unsuspend') {
    if (person.id === byUserId) return 'your own account';
    if (isStaff(person.role)) return 'staff are changed one by one';
    if ((person.state === 'suspended') === (action === 'suspend'))
      return action === 'suspend' ? 'suspended already' : 'not suspended';
  }
  if (action === 'verify' && isStaff(person.role)) return 'staff are changed one by one';
  if (action === 'verify' && person.isVerified) return 'confirmed already';
  if (action === 'add-tag' && person.tags.includes(tag ?? '')) return 'has the tag already';
  if (action === 'remove-tag' && !person.tags.includes(tag ?? '')) return 'does not have the tag';
  return null;
}

/** Two plans with the same fingerprint do the same to the same people. */
export function fingerprintOf(
  action: BulkAction,
  words: readonly (string | undefined)[],
  people: readonly PlannedPerson[],
): string {
  const concerned = people.filter(({ skipped }) => skipped === null).map(({ id }) => id);
  return createHash('sha256')
    .update(JSON.stringify([action, words, concerned]))
    .digest('hex');
}
