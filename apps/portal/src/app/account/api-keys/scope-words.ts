import type { ApiKeyScope } from '@sky/api-client';

/** A scope in words. */
export interface ScopeWords {
  readonly scope: ApiKeyScope;
  readonly allows: string;
}

/** Scopes that belong together. */
export interface ScopeGroup {
  readonly heading: string;
  readonly scopes: readonly ScopeWords[];
}

const ALLOWS: Readonly<Record<ApiKeyScope, string>> = {
  'read:user': 'See your name, email address and username',
  'read:servers': 'See your servers, their state and what can be ordered',
  'write:servers': 'Order, switch and delete servers, and reset their passwords; this spends your credit',
  'read:billing': 'See your credit, transactions and receipts',
  'read:tickets': 'See your tickets',
  'write:tickets': 'Open tickets and answer them',
  'admin:users': 'See everybody with an account',
  'admin:billing': 'See everybody’s payments and transactions',
  'admin:system': 'See all servers and how the system does',
};

const GROUPS: readonly { heading: string; scopes: readonly ApiKeyScope[] }[] = [
  { heading: 'Account', scopes: ['read:user'] },
  { heading: 'Servers', scopes: ['read:servers', 'write:servers'] },
  { heading: 'Billing', scopes: ['read:billing'] },
  { heading: 'Tickets', scopes: ['read:tickets', 'write:tickets'] },
  { heading: 'Administration', scopes: ['admin:users', 'admin:billing', 'admin:system'] },
];

/** The scopes that somebody may give to a key, in groups. */
export function scopesFor(role: string): readonly ScopeGroup[] {
  return GROUPS.filter(({ heading }) => heading !== 'Administration' || role === 'admin').map(({ heading, scopes }) => ({
    heading,
    scopes: scopes.map(scope => ({ scope, allows: ALLOWS[scope] })),
  }));
}

const EXAMPLES: readonly [ApiKeyScope, string][] = [
  ['read:user', '/api/v1/me'],
  ['read:servers', '/api/v1/servers'],
  ['read:billing', '/api/v1/balance'],
  ['admin:users', '/api/admin/users'],
  ['admin:billing', '/api/admin/transactions'],
  ['admin:system', '/api/admin/servers'],
];

/** A line for the terminal that works with a key of these scopes, or undefined when they read nothing. */
export function curlWith(key: string, scopes: readonly ApiKeyScope[], origin: string): string | undefined {
  const path = EXAMPLES.find(([scope]) => scopes.includes(scope))?.[1];
  return path && `curl -H "Authorization: Bearer ${key}" ${origin}${path}`;
}
