import type { DebtHoldState } from '@sky/api-client';

/** What a debt of its owner does to a server. */
export const HOLD_WORDS: Record<DebtHoldState, string> = {
  suspending: 'Being suspended for a debt',
  suspended: 'Suspended for a debt',
  deleting: 'Given up for a debt',
  resuming: 'Being resumed after a payment',
  foreign: 'Suspended in VirtFusion before the debt',
};
