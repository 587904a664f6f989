import { createHmac } from 'node:crypto';

/** Signs that nobody mistakes for one another, on paper or on a telephone. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 8;

/**
 * What a customer writes on a transfer so that it is found again: the same for every try of one payment, not to be guessed
 * from another's, and short enough for any bank's form.
 */
export function bankReference(paymentId: number, requestId: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`bank-transfer ${requestId}`).digest();
  const signs = Array.from(digest.subarray(0, LENGTH), byte => SIGNS[byte % SIGNS.length] ?? '2').join('');
  return `SKY-${paymentId}-${signs}`;
}
