import { InvalidMoney, parseMoney } from '@sky/money';
import { RefusedError } from '@api/platform';

/** Reads an amount that a person typed, in the currency's own decimals; refuses with the field's name. Micro-units. */
export function readAmount(text: string, currency: string, field: string): bigint {
  return read(text, currency, field, 'currency');
}

/** The same for the price of an hour, which may have up to six decimals. */
export function readRate(text: string, currency: string, field: string): bigint {
  return read(text, currency, field, 'micro');
}

function read(text: string, currency: string, field: string, decimals: 'currency' | 'micro'): bigint {
  try {
    return parseMoney(text, currency, { decimals });
  } catch (error) {
    if (!(error instanceof InvalidMoney)) throw error;
    throw new RefusedError('invalid_amount', 'This amount cannot be used.', [{ field, message: error.message }]);
  }
}
