import { InvalidMoney, parseMoney } from '@sky/money';
import { RefusedError } from '@api/platform';

/** Reads an amount that a person typed, in the currency's own decimals; refuses with the field's name. Micro-units. */
export function readAmount(text: string, currency: string, field: string): bigint {
  try {
    return parseMoney(text, currency, { decimals: 'currency' });
  } catch (error) {
    if (!(error instanceof InvalidMoney)) throw error;
    throw new RefusedError('invalid_amount', 'This amount cannot be used.', [{ field, message: error.message }]);
  }
}
