/** The beginnings of actions, as a filter offers them. */
export const ACTION_GROUPS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'session', label: 'Sessions' },
  { value: 'sign-in', label: 'Failed sign-ins' },
  { value: 'access', label: 'Refusals' },
  { value: 'second-factor', label: 'Second factors' },
  { value: 'passkey', label: 'Passkeys' },
  { value: 'recovery-code', label: 'Recovery codes' },
  { value: 'key', label: 'API keys' },
  { value: 'user', label: 'Accounts' },
  { value: 'impersonation', label: 'Impersonation' },
  { value: 'role', label: 'Roles' },
  { value: 'virtfusion', label: 'VirtFusion' },
  { value: 'money', label: 'Money' },
  { value: 'payment', label: 'Payments' },
  { value: 'price', label: 'Prices' },
  { value: 'server', label: 'Servers' },
  { value: 'setting', label: 'Settings' },
  { value: 'secrets', label: 'Sealed secrets' },
  { value: 'job', label: 'Jobs' },
  { value: 'security-event', label: 'Security events' },
  { value: 'address', label: 'Blocked addresses' },
  { value: 'audit', label: 'The audit log' },
];

/** Where a target has a page of its own. */
const PAGE_OF: Readonly<Record<string, string>> = { user: '/users', server: '/servers' };

/** The page of what an act was done to; undefined when it has none. */
export function pageOfTarget({ kind, id }: { readonly kind: string; readonly id: string }): readonly string[] | undefined {
  const page = PAGE_OF[kind];
  return page === undefined || !/^\d+$/.test(id) ? undefined : [page, id];
}
