import type { BalanceDto, PriceDto } from '@sky/api-client';
import { formatDecimal, hoursLeft, parseMoney } from '@sky/money';

const HOUR = 3_600_000;

/** What ordering changes: the rate, and how long the credit lasts before and after. */
export interface OrderEstimate {
  readonly rateNow: string;
  readonly rateThen: string;
  /** Hours the credit lasts; null when nothing is spent. */
  readonly hoursNow: number | null;
  readonly hoursThen: number | null;
  readonly untilThen: Date | null;
  /** The share of the present run-out that is left, in percent. */
  readonly share: number;
  readonly isEnough: boolean;
}

/** Works out the run-out with the new server, in the ledger's units. Set-up and the first hour have to be there. */
export function estimateOrder(balance: BalanceDto, price: PriceDto, now: Date): OrderEstimate {
  const { currency } = balance;
  const credit = parseMoney(balance.balance, currency, { sign: 'signed' });
  const rate = parseMoney(balance.hourlyRate, currency);
  const added = parseMoney(price.hourly, currency);
  const fee = price.setupFee === undefined ? 0n : parseMoney(price.setupFee, currency);
  const [hoursNow, hoursThen] = [hoursLeft(credit, rate), hoursLeft(credit - fee, rate + added)];
  return {
    rateNow: balance.hourlyRate,
    rateThen: formatDecimal(rate + added, currency),
    hoursNow,
    hoursThen,
    untilThen: hoursThen === null ? null : new Date(now.getTime() + hoursThen * HOUR),
    share: hoursNow ? Math.round(((hoursThen ?? 0) / hoursNow) * 1000) / 10 : 100,
    isEnough: credit >= added + fee && credit > 0n,
  };
}
