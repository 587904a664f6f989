/** What an event asks us to look at. Which amounts and states it tells does not matter: PayPal is asked what is true. */
export type EventKind = 'payment' | 'refund' | 'reversal' | 'dispute' | 'source';

const KINDS: Readonly<Record<string, EventKind>> = {
  'CHECKOUT.ORDER.APPROVED': 'payment',
  'PAYMENT.CAPTURE.COMPLETED': 'payment',
  'PAYMENT.CAPTURE.PENDING': 'payment',
  'PAYMENT.CAPTURE.DENIED': 'payment',
  'PAYMENT.CAPTURE.DECLINED': 'payment',
  'PAYMENT.CAPTURE.REFUNDED': 'refund',
  'PAYMENT.CAPTURE.REVERSED': 'reversal',
  'CUSTOMER.DISPUTE.CREATED': 'dispute',
  'CUSTOMER.DISPUTE.UPDATED': 'dispute',
  'CUSTOMER.DISPUTE.RESOLVED': 'dispute',
  'VAULT.PAYMENT-TOKEN.CREATED': 'source',
  'VAULT.PAYMENT-TOKEN.DELETED': 'source',
};

/** What an event is about; null for those that are not used here. */
export function kindOf(eventType: string | null): EventKind | null {
  return eventType === null ? null : (KINDS[eventType] ?? null);
}
