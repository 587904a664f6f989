/** What an API key may do; a key has some of these, and never more than its owner may do at the time of the call. */
export const SCOPES = [
  'read:user',
  'read:servers',
  'write:servers',
  'read:billing',
  'read:tickets',
  'write:tickets',
  'admin:users',
  'admin:billing',
  'admin:system',
] as const;
export type Scope = (typeof SCOPES)[number];

/** True for scopes that only an administrator's key may have. */
export function isAdminScope(scope: Scope): boolean {
  return scope.startsWith('admin:');
}
