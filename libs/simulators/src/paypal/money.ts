/** Decimals of the currencies PayPal takes. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'AUD BRL CAD CNY CZK DKK EUR HKD ILS MYR MXN NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' ').map(code => [code, 2]),
  ),
  ...{ HUF: 0, JPY: 0, TWD: 0 },
};

/** An amount as PayPal writes it. */
export interface Money {
  readonly currency_code: string;
  readonly value: string;
}

/** The decimals a currency has at PayPal; undefined when it takes no such currency. */
export function decimalsOf(currency: string): number | undefined {
  return DECIMALS[currency];
}

/** An amount in the currency's smallest unit. */
export function minorUnits({ currency_code, value }: Money): bigint {
  const decimals = decimalsOf(currency_code) ?? 2;
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
  return value.startsWith('-') ? -units : units;
}

/** The smallest units as an amount. */
export function moneyOf(currency: string, units: bigint): Money {
  const decimals = decimalsOf(currency) ?? 2;
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`;
  return { currency_code: currency, value: units < 0n ? `-${text}` : text };
}

/** PayPal's fee on a payment: 2.99 % and 0.35, never more than the payment itself. */
export function feeOn(amount: Money): Money {
  const units = minorUnits(amount);
  const fixed = 35n / 10n ** BigInt(2 - (decimalsOf(amount.currency_code) ?? 2));
  const fee = (units * 299n + 5_000n) / 10_000n + fixed;
  return moneyOf(amount.currency_code, fee > units ? units : fee);
}
