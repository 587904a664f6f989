import { type Permission, PERMISSIONS } from '@api/platform';

export const ROLES = ['customer', 'support', 'billing', 'content', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The roles whose permissions administrators choose; an administrator has them all, a customer none. */
export const EDITABLE_ROLES = ['support', 'billing', 'content'] as const satisfies readonly Role[];
export type EditableRole = (typeof EDITABLE_ROLES)[number];

/** What the matrix can give. Who may change roles can become anything, so that stays with administrators. */
export const GRANTABLE: readonly Permission[] = PERMISSIONS.filter(permission => permission !== 'roles.write');

/** True for everybody who may enter the console. */
export function isStaff(role: Role): boolean {
  return role !== 'customer';
}
