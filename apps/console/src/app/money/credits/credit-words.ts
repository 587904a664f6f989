import type { StaffCreditKind, StaffCreditState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** What staff do to credit, in words. */
export const CREDIT_KIND_WORDS: Readonly<Record<StaffCreditKind, string>> = {
  addition: 'Added',
  adjustment: 'Corrected',
  reversal: 'Taken back',
};

/** How far a wish has come, in words and colour. */
export const CREDIT_STATE_WORDS: Readonly<Record<StaffCreditState, { readonly word: string; readonly tone: Tone }>> = {
  awaiting: { word: 'Waits for a second person', tone: 'warning' },
  posted: { word: 'Posted', tone: 'success' },
  rejected: { word: 'Refused', tone: 'neutral' },
  withdrawn: { word: 'Withdrawn', tone: 'neutral' },
};
