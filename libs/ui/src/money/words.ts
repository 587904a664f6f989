import { formatMoney, type FormatMoneyOptions } from '@sky/money';

import { viewersManner } from '../viewer/viewer';

/** An amount as the present reader writes money: "$18.42", "18,42 €". */
export function moneyInWords(
  amount: bigint | string,
  currency: string,
  options: Omit<FormatMoneyOptions, 'locale'> = {},
): string {
  return formatMoney(amount, currency, { ...options, locale: figuresOf(viewersManner().locale) });
}

/** A rounded amount for the axis of a chart, where there is no room for more: "$1.2K". */
export function roundMoneyInWords(amount: number, currency: string): string {
  const options = { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 } as const;
  return amount.toLocaleString(figuresOf(viewersManner().locale), options);
}

/** A count with the thousands separated as the present reader does it. */
export function countInWords(count: number): string {
  return count.toLocaleString(figuresOf(viewersManner().locale));
}

/** Both Englishes write figures alike; the American one calls the host's dollar "$" and not "US$". */
function figuresOf(locale: string): string {
  return locale === 'en-GB' ? 'en-US' : locale;
}
