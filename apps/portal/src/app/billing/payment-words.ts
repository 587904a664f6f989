import type { PaymentDto } from '@sky/api-client';
import type { Tone } from '@sky/ui';

/** How a payment stands, in a word, and what the customer can do about it. */
export interface PaymentLook {
  readonly word: string;
  readonly tone: Tone;
  readonly next: 'pay' | 'transfer' | 'check' | 'nothing';
}

/** Reads a payment's state; "unknown" is told as such and never as failed. */
export function paymentLook({ state, detail, gateway }: Pick<PaymentDto, 'state' | 'detail' | 'gateway'>): PaymentLook {
  if (state === 'completed') return { word: 'Completed', tone: 'success', next: 'nothing' };
  if (state === 'cancelled') return { word: 'Cancelled', tone: 'neutral', next: 'nothing' };
  if (state === 'failed') return { word: detail === 'declined' ? 'Declined' : 'Failed', tone: 'error', next: 'nothing' };
  if (detail === 'created' && gateway === 'bank_transfer')
    return { word: 'Waiting for your transfer', tone: 'info', next: 'transfer' };
  if (detail === 'created') return { word: 'Waiting for you', tone: 'info', next: 'pay' };
  if (detail === 'declined') return { word: 'Declined', tone: 'error', next: 'pay' };
  if (detail === 'unknown') return { word: 'Not known yet', tone: 'warning', next: 'check' };
  return { word: 'Being confirmed', tone: 'info', next: 'check' };
}
