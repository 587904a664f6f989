import type { DisputeState, RefundState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

export const REFUND_TONES: Record<RefundState, Tone> = {
  requested: 'info',
  sent: 'info',
  pending: 'info',
  unknown: 'warning',
  completed: 'success',
  failed: 'error',
};

export const DISPUTE_TONES: Record<DisputeState, Tone> = { open: 'warning', won: 'success', lost: 'error' };

/** The pages about money that goes back. */
export const MONEY_BACK_TABS = [
  { label: 'Refunds', link: '/refunds' },
  { label: 'Disputes', link: '/disputes' },
] as const;
