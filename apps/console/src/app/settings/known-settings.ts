import type { ApiKeyFindingKind } from '@sky/api-client';

import { EVENT_WORDS } from '../security/event-words';

interface Described {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
}

/** A setting as the page shows it: what it is called, and which control it has. */
export type KnownSetting = Described &
  (
    | { readonly kind: 'text' | 'lines' | 'colour' | 'amount' | 'flag' }
    | { readonly kind: 'whole'; readonly from: number; readonly to: number; readonly unit?: string }
    | { readonly kind: 'choices'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  );

/** Settings that are saved together. */
export interface SettingGroup {
  readonly id: string;
  readonly label: string;
  readonly settings: readonly KnownSetting[];
}

const KEY_FINDINGS: readonly ApiKeyFindingKind[] = ['key-new-network', 'key-sudden-volume', 'key-many-refusals'];

/** Every setting that the page has a control for. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    id: 'company',
    label: 'Company',
    settings: [
      { key: 'company.name', label: 'Name', kind: 'text', hint: 'In the panel, in mail and on receipts.' },
      { key: 'company.address', label: 'Address', kind: 'lines', hint: 'On receipts.' },
      { key: 'company.taxId', label: 'Tax number', kind: 'text', hint: 'On receipts; empty leaves it out.' },
      {
        key: 'company.supportEmail',
        label: 'Support email',
        kind: 'text',
        hint: 'Where customers write to when they are stuck.',
      },
    ],
  },
  {
    id: 'brand',
    label: 'Brand',
    settings: [
      {
        key: 'brand.primary',
        label: 'Primary colour',
        kind: 'colour',
        hint: 'Buttons and links; contrast is seen to in both themes.',
      },
      { key: 'brand.secondary', label: 'Secondary colour', kind: 'colour' },
      { key: 'brand.accent', label: 'Accent colour', kind: 'colour' },
    ],
  },
  {
    id: 'billing',
    label: 'Billing',
    settings: [
      {
        key: 'billing.currency',
        label: 'Currency',
        kind: 'text',
        hint: 'Three letters such as EUR; fixed once money has moved.',
      },
      { key: 'billing.minimumTopUp', label: 'Smallest top-up', kind: 'amount' },
      { key: 'billing.maximumTopUp', label: 'Largest top-up', kind: 'amount' },
    ],
  },
  {
    id: 'servers',
    label: 'Servers',
    settings: [
      {
        key: 'servers.hoursOfCreditToOrder',
        label: 'Credit needed to order',
        kind: 'whole',
        from: 1,
        to: 720,
        unit: 'hours',
        hint: 'How many hours of the server the credit has to cover.',
      },
      {
        key: 'servers.deleteDelayMinutes',
        label: 'Time to bring a server back',
        kind: 'whole',
        from: 0,
        to: 43_200,
        unit: 'minutes',
        hint: 'A deleted server is kept for so long.',
      },
    ],
  },
  {
    id: 'sign-in',
    label: 'Security: signing in',
    settings: [
      { key: 'security.passwordMinLength', label: 'Shortest password', kind: 'whole', from: 10, to: 64, unit: 'characters' },
      {
        key: 'security.passwordNeedsKinds',
        label: 'Passwords need both cases, a digit and another character',
        kind: 'flag',
        hint: 'A longer password protects better than this rule.',
      },
      {
        key: 'security.sessionIdleMinutes',
        label: 'Unused sessions end after',
        kind: 'whole',
        from: 5,
        to: 43_200,
        unit: 'minutes',
      },
      {
        key: 'security.sessionAbsoluteMinutes',
        label: 'All sessions end after',
        kind: 'whole',
        from: 30,
        to: 129_600,
        unit: 'minutes',
        hint: 'However much they are used.',
      },
    ],
  },
  {
    id: 'api-keys',
    label: 'Security: API keys',
    settings: [
      {
        key: 'security.keyRequestsPerMinute',
        label: 'Requests a minute',
        kind: 'whole',
        from: 1,
        to: 100_000,
        hint: 'For each API key, unless it has a limit of its own.',
      },
      {
        key: 'security.revokeKeysOn',
        label: 'What revokes a key by itself',
        kind: 'choices',
        choices: KEY_FINDINGS.map(value => ({ value, label: EVENT_WORDS[value] })),
      },
    ],
  },
  {
    id: 'signals',
    label: 'Security: signals',
    settings: [
      {
        key: 'security.signalWindowMinutes',
        label: 'Counted over',
        kind: 'whole',
        from: 1,
        to: 1_440,
        unit: 'minutes',
        hint: 'So many of the following within this time are a security event.',
      },
      { key: 'security.failuresFromAddress', label: 'Failed sign-ins from an address', kind: 'whole', from: 3, to: 10_000 },
      { key: 'security.failuresForAccount', label: 'Failed sign-ins to an account', kind: 'whole', from: 3, to: 10_000 },
      { key: 'security.refusalsByCaller', label: 'Refusals of a caller', kind: 'whole', from: 3, to: 10_000 },
      { key: 'security.rateLimitedRequests', label: 'Requests over the limit', kind: 'whole', from: 10, to: 1_000_000 },
      {
        key: 'security.travelMinutes',
        label: 'Too fast to travel',
        kind: 'whole',
        from: 1,
        to: 1_440,
        unit: 'minutes',
        hint: 'Two networks within this time are not one traveller.',
      },
    ],
  },
];

/** Settings with a page of their own. */
export const SETTINGS_ELSEWHERE: readonly string[] = ['security.secondFactorRoles', 'security.secondFactorFrom'];

const KNOWN = new Set([...SETTING_GROUPS.flatMap(({ settings }) => settings.map(({ key }) => key)), ...SETTINGS_ELSEWHERE]);

/** True for settings that no control shows, so that the page lists them as they are. */
export function isUnknown(key: string): boolean {
  return !KNOWN.has(key);
}
