import { currencyDecimals } from './currency';
import { formatDecimal, parseMoney } from './decimal';
import { divideRounded, MICRO_DECIMALS } from './rounding';

export interface FormatMoneyOptions {
  /** `always` writes a plus before gains, as ledgers do; zero carries no sign. */
  readonly sign?: 'negative' | 'always';
  /** `currency` rounds to the currency's decimals, `exact` shows all there are (hourly prices), a number shows just so many. */
  readonly decimals?: 'currency' | 'exact' | number;
  readonly locale?: string;
}

/** The typographic minus; a hyphen is too short beside digits. */
const MINUS = '\u2212';

const formats = new Map<string, Intl.NumberFormat>();

/** Words an amount for people: "$18.42", "−$1.65", "+$20.00". Takes micro-units or a decimal text, never a float. */
export function formatMoney(amount: bigint | string, currency: string, options: FormatMoneyOptions = {}): string {
  const micro = typeof amount === 'bigint' ? amount : parseMoney(amount, currency, { sign: 'signed' });
  const { minimum, maximum } = shownDecimals(currency, options.decimals ?? 'currency');
  // Rounded here and not by Intl, so that the screen follows the ledger's rounding rule.
  const step = 10n ** BigInt(MICRO_DECIMALS - maximum);
  const shown = divideRounded(micro, step) * step;
  const words = formatOf(options.locale ?? 'en-US', currency, minimum, maximum).format(
    formatDecimal(shown < 0n ? -shown : shown, currency) as Intl.StringNumericLiteral,
  );
  if (shown < 0n) return `${MINUS}${words}`;
  return shown > 0n && options.sign === 'always' ? `+${words}` : words;
}

function shownDecimals(currency: string, decimals: 'currency' | 'exact' | number): { minimum: number; maximum: number } {
  const own = currencyDecimals(currency);
  if (decimals === 'currency') return { minimum: own, maximum: own };
  if (decimals === 'exact') return { minimum: own, maximum: MICRO_DECIMALS };
  return { minimum: decimals, maximum: decimals };
}

/** Building a formatter costs far more than using it, and lists use one for every row. */
function formatOf(locale: string, currency: string, minimum: number, maximum: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${minimum} ${maximum}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: minimum,
    maximumFractionDigits: maximum,
  });
  formats.set(key, format);
  return format;
}
