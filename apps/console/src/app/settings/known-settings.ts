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
        key: 'company.country',
        label: 'Country',
        kind: 'text',
        hint: 'Two capital letters, such as DE; decides where tax by reverse charge holds.',
      },
      {
        key: 'company.logo',
        label: 'Logo on receipts',
        kind: 'text',
        hint: 'A PNG as a data address (data:image/png;base64,…), at most 48 kB; empty shows the name alone.',
      },
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
      {
        key: 'billing.secondPersonAbove',
        label: 'Credit by staff needs a second person above',
        kind: 'amount',
        hint: 'Adding, correcting and taking back; empty means never.',
      },
      {
        key: 'billing.bankTransferEnabled',
        label: 'Payment by bank transfer',
        kind: 'flag',
        hint: 'Customers get a reference; staff record what arrives.',
      },
      {
        key: 'billing.bankDetails',
        label: 'Bank details for customers',
        kind: 'lines',
        hint: 'Account holder, IBAN, BIC and bank, one on each line.',
      },
      {
        key: 'billing.automaticTopUp',
        label: 'Automatic top-up',
        kind: 'flag',
        hint: 'Only if PayPal lets your account keep ways to pay (vaulting).',
      },
      {
        key: 'billing.webhookProof',
        label: 'Proof of PayPal’s notices',
        kind: 'text',
        hint: 'local-first, postback-first or local-only.',
      },
    ],
  },
  {
    id: 'mirror',
    label: 'Billing: credit in VirtFusion',
    settings: [
      {
        key: 'virtfusion.mirrorCredit',
        label: 'Mirror credit to VirtFusion',
        kind: 'flag',
        hint: 'VirtFusion shows each customer’s credit as tokens; the ledger here stays the truth.',
      },
      { key: 'virtfusion.tokensPerUnit', label: 'Tokens for one unit of currency', kind: 'whole', from: 1, to: 1_000_000 },
      {
        key: 'virtfusion.mirrorUsageHours',
        label: 'Carry usage over when it is so old',
        kind: 'whole',
        from: 0,
        to: 168,
        unit: 'hours',
      },
    ],
  },
  {
    id: 'usage',
    label: 'Billing: usage and prices',
    settings: [
      {
        key: 'billing.meter',
        label: 'Meter',
        kind: 'text',
        hint: 'portal counts the hours that servers exist here; virtfusion takes the totals of its hourly self service.',
      },
      {
        key: 'billing.automaticRuns',
        label: 'Charge hours automatically',
        kind: 'flag',
        hint: 'Otherwise staff look at a run and apply it.',
      },
      {
        key: 'billing.priceNoticeDays',
        label: 'Notice before a running server costs more',
        kind: 'whole',
        from: 0,
        to: 365,
        unit: 'days',
      },
      {
        key: 'billing.firstNoticeHours',
        label: 'First notice of low credit',
        kind: 'whole',
        from: 0,
        to: 720,
        unit: 'hours',
        hint: 'Before the credit is used up; 0 sends none.',
      },
      { key: 'billing.lastNoticeHours', label: 'Last notice of low credit', kind: 'whole', from: 0, to: 720, unit: 'hours' },
    ],
  },
  {
    id: 'debt',
    label: 'Billing: debt',
    settings: [
      { key: 'billing.debtWarn', label: 'Warn when the credit is used up', kind: 'flag' },
      { key: 'billing.debtSuspend', label: 'Suspend servers of customers in debt', kind: 'flag' },
      { key: 'billing.debtSuspendAfterHours', label: 'Suspend after', kind: 'whole', from: 0, to: 8_760, unit: 'hours' },
      {
        key: 'billing.debtDelete',
        label: 'Delete servers that stay suspended',
        kind: 'flag',
        hint: 'What is on them is lost.',
      },
      {
        key: 'billing.debtDeleteAfterDays',
        label: 'Delete after',
        kind: 'whole',
        from: 1,
        to: 365,
        unit: 'days',
        hint: 'Counted from the suspension.',
      },
      { key: 'billing.chargeWhileSuspended', label: 'Charge hours while suspended for debt', kind: 'flag' },
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
