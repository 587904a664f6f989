import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal, hourlyPrice } from '@sky/money';

/** What of a price {@link PriceDto} shows; micro-units. */
export interface ShownPrice {
  readonly monthly: bigint;
  readonly hourly?: bigint | null | undefined;
  readonly setupFee?: bigint;
  readonly minimumHours?: number;
}

/** What something costs; decimal strings with their currency. The hour has up to six decimals. */
export class PriceDto {
  monthly!: string;
  hourly!: string;
  currency!: string;
  /** Taken once with the order; left out where there is none. */
  setupFee?: string;
  /** Hours that are paid at least; left out where the first is enough. */
  @ApiProperty({ type: 'integer', required: false }) minimumHours?: number;

  static of(monthly: bigint, currency: string): PriceDto {
    return PriceDto.from({ monthly }, currency);
  }

  static from({ monthly, hourly, setupFee = 0n, minimumHours = 0 }: ShownPrice, currency: string): PriceDto {
    return {
      monthly: formatDecimal(monthly, currency),
      hourly: formatDecimal(hourly ?? hourlyPrice(monthly), currency),
      currency,
      ...(setupFee > 0n && { setupFee: formatDecimal(setupFee, currency) }),
      ...(minimumHours > 0 && { minimumHours }),
    };
  }
}
