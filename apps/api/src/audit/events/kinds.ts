/** What can look like an attack, with the words that staff read. A feature that watches for more adds its kinds here. */
export const SECURITY_EVENTS = {
  'many-failures-from-address': 'Many failed sign-ins from one address',
  'many-failures-for-account': 'Many failed sign-ins to one account',
  'many-refusals': 'Many refused requests',
  'rate-limit-abuse': 'Far too many requests',
  'impossible-travel': 'Signed in from two distant places at once',
  'sign-in-reported': 'A person reported a sign-in as not theirs',
  'session-copied': 'A session was copied',
  'key-new-network': 'An API key was used from a new network',
  'key-sudden-volume': 'An API key is used far more than usual',
  'key-many-refusals': 'An API key is refused again and again',
  'audit-chain-broken': 'The audit log was tampered with',
  'ledger-broken': 'The ledger does not add up',
} as const;

export type SecurityEventKind = keyof typeof SECURITY_EVENTS;

/** Kinds as a list, for checks and the document. */
export const SECURITY_EVENT_KINDS = Object.keys(SECURITY_EVENTS) as readonly SecurityEventKind[];

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
