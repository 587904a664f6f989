import type { Permission } from '@sky/api-client';

/** What a permission is called, and what it lets somebody do. */
export interface PermissionWords {
  readonly label: string;
  readonly detail: string;
}

/** Every permission in words for people. */
export const PERMISSION_WORDS: Readonly<Record<Permission, PermissionWords>> = {
  'overview.read': { label: 'See the overview', detail: 'Figures of the business, and what needs attention.' },
  'users.read': { label: 'See people', detail: 'Accounts, their sessions, and what each role may do.' },
  'users.write': { label: 'Change people', detail: 'Invite, edit, suspend, tag, write to and delete customers.' },
  'users.impersonate': { label: 'Look as a customer', detail: 'The portal with a customer’s eyes; the customer sees it.' },
  'roles.write': { label: 'Change roles', detail: 'What roles may do, and who has which.' },
  'servers.read': { label: 'See servers', detail: 'Everybody’s servers and their state.' },
  'servers.write': { label: 'Change servers', detail: 'Create, suspend, delete and resize everybody’s servers' },
  'servers.console': { label: 'Open consoles', detail: 'See and type into the screen of everybody’s servers' },
  'billing.read': { label: 'See money', detail: 'Transactions, payments and what PayPal reports.' },
  'billing.write': { label: 'Handle payments', detail: 'Ask PayPal again about a payment.' },
  'catalogue.read': { label: 'See packages', detail: 'Packages and their prices.' },
  'catalogue.write': { label: 'Change prices', detail: 'Set and remove prices, and read the catalogue anew.' },
  'keys.read': { label: 'See API keys', detail: 'Everybody’s API keys, their use and their report.' },
  'keys.write': { label: 'Handle API keys', detail: 'Revoke API keys and set their limits.' },
  'audit.read': { label: 'See the audit log', detail: 'Who did what, the export, and the check of the chain.' },
  'security.read': { label: 'See security', detail: 'Security events, blocked addresses, the second-factor rule.' },
  'security.write': { label: 'Handle security', detail: 'Acknowledge events, block addresses, require second factors.' },
  'settings.read': { label: 'See settings', detail: 'The settings of the business.' },
  'settings.write': { label: 'Change settings', detail: 'Company, brand, billing, servers and security.' },
  'jobs.read': { label: 'See jobs', detail: 'What waits, runs and gave up.' },
  'jobs.write': { label: 'Retry jobs', detail: 'Try again what gave up.' },
  'clock.write': { label: 'Move the test clock', detail: 'In a demo only.' },
};

const GROUPS: readonly { readonly label: string; readonly areas: readonly string[] }[] = [
  { label: 'Business', areas: ['overview'] },
  { label: 'People', areas: ['users', 'roles'] },
  { label: 'Servers', areas: ['servers'] },
  { label: 'Money', areas: ['billing', 'catalogue'] },
  { label: 'API keys', areas: ['keys'] },
  { label: 'Security', areas: ['audit', 'security'] },
  { label: 'System', areas: ['settings', 'jobs', 'clock'] },
];

/** Permissions that belong together. */
export interface PermissionGroup {
  readonly label: string;
  readonly permissions: readonly Permission[];
}

/** Sorts permissions into groups, keeping their order; none is left out. */
export function inGroups(permissions: readonly Permission[]): PermissionGroup[] {
  const groupOf = (permission: Permission) =>
    GROUPS.find(({ areas }) => areas.some(area => permission.startsWith(`${area}.`)))?.label ?? 'Other';
  return [...GROUPS.map(({ label }) => label), 'Other']
    .map(label => ({ label, permissions: permissions.filter(permission => groupOf(permission) === label) }))
    .filter(group => group.permissions.length > 0);
}
