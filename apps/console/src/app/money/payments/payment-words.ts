import type { GatewayName, PaymentEventDto, TransactionState } from '@sky/api-client';
import type { Tone } from '@sky/ui';

export const PAYMENT_TONES: Record<TransactionState, Tone> = {
  pending: 'info',
  completed: 'success',
  failed: 'error',
  cancelled: 'neutral',
};

export const GATEWAY_WORDS: Record<GatewayName, string> = { paypal: 'PayPal', bank_transfer: 'Bank transfer' };

const EVENT_WORDS: Record<PaymentEventDto['kind'], string> = {
  opened: 'Payment begun',
  ordered: 'Order made',
  notice: 'Notice received',
  arrival: 'Arrival recorded',
  credited: 'Credited',
  refund: 'Refund',
  dispute: 'Dispute',
  moved: 'Credit moved',
};

/** What happened, in a few words. */
export function eventWords({ kind, word }: Pick<PaymentEventDto, 'kind' | 'word'>): string {
  if (kind === 'notice') return `Notice: ${word}`;
  if (kind === 'refund') return `Refund asked for, now ${word}`;
  if (kind === 'dispute') return `Dispute opened, now ${word}`;
  return EVENT_WORDS[kind];
}

/** Where the thing an event is about is shown; nothing where there is no page for it. */
export function eventLink({ kind, subjectId }: Pick<PaymentEventDto, 'kind' | 'subjectId'>): string[] | null {
  if (subjectId === null) return null;
  if (kind === 'notice') return ['/webhooks', subjectId];
  return null;
}
