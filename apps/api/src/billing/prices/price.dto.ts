import { formatDecimal, hourlyPrice } from '@sky/money';

/** What something costs; decimal strings with their currency. The hour has up to six decimals. */
export class PriceDto {
  monthly!: string;
  hourly!: string;
  currency!: string;

  static of(monthly: bigint, currency: string): PriceDto {
    return { monthly: formatDecimal(monthly, currency), hourly: formatDecimal(hourlyPrice(monthly), currency), currency };
  }
}
