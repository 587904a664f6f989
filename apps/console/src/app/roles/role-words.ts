import type { Role } from '@sky/api-client';

/** What each role is called. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  support: 'Support',
  billing: 'Billing',
  content: 'Content',
  admin: 'Administrator',
};

/** Every role, customers first. */
export const ROLES = Object.keys(ROLE_WORDS) as readonly Role[];
