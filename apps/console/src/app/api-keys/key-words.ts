import type { ApiKeyEnd, ApiKeyFindingKind, ApiKeyScope, ApiKeyState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** The state of a key in a word. */
export const STATE_WORDS: Readonly<Record<ApiKeyState, { readonly word: string; readonly tone: Tone }>> = {
  active: { word: 'Active', tone: 'success' },
  expired: { word: 'Expired', tone: 'warning' },
  revoked: { word: 'Revoked', tone: 'neutral' },
};

/** Who or what ended a key. */
export const END_WORDS: Readonly<Record<ApiKeyEnd, string>> = {
  'removed-by-owner': 'Removed by its owner',
  'removed-by-staff': 'Revoked by staff',
  rotated: 'Replaced by a new one',
  rule: 'Revoked by a rule',
  reported: 'Its owner reported a sign-in as not theirs',
  'account-deleted': 'The account was deleted',
};

/** What was noticed about a key. */
export const FINDING_WORDS: Readonly<Record<ApiKeyFindingKind, string>> = {
  'key-new-network': 'Used from a new network',
  'key-sudden-volume': 'Used far more than usual',
  'key-many-refusals': 'Refused again and again',
};

export const STATES: readonly ApiKeyState[] = ['active', 'expired', 'revoked'];

export const SCOPES: readonly ApiKeyScope[] = [
  'read:user',
  'read:servers',
  'write:servers',
  'read:billing',
  'read:tickets',
  'write:tickets',
  'admin:users',
  'admin:billing',
  'admin:system',
];
