import { type Permission, PERMISSIONS } from '@api/platform';

export const ROLES = ['customer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const NONE: ReadonlySet<Permission> = new Set();
const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** What each role may do in the console; a customer has no permission there. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return role === 'admin' ? ALL : NONE;
}
