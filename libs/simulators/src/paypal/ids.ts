import { randomBytes, randomInt } from 'node:crypto';

const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** An id in PayPal's look: 17 capital letters and digits that end in a letter. */
export function paypalId(length = 17): string {
  const body = Array.from({ length: length - 1 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return body + (SIGNS[randomInt(24)] ?? 'A');
}

/** 13 hexadecimal digits, as in `paypal-debug-id`. */
export function debugId(): string {
  return randomBytes(7).toString('hex').slice(0, 13);
}
