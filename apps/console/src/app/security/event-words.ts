import type { SecurityEventKind } from '@sky/api-client';

/** Kinds of events, as the filter offers them. */
export const EVENT_WORDS: Readonly<Record<SecurityEventKind, string>> = {
  'many-failures-from-address': 'Failed sign-ins from an address',
  'many-failures-for-account': 'Failed sign-ins to an account',
  'many-refusals': 'Refused requests',
  'rate-limit-abuse': 'Far too many requests',
  'impossible-travel': 'Impossible travel',
  'session-copied': 'Copied session',
  'sign-in-reported': 'Reported sign-in',
  'key-new-network': 'API key from a new network',
  'key-sudden-volume': 'API key used far more than usual',
  'key-many-refusals': 'API key refused again and again',
  'audit-chain-broken': 'Audit log tampered with',
  'ledger-broken': 'The ledger does not add up',
};
