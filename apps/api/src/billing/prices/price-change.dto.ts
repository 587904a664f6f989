import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal, hourlyPrice } from '@sky/money';
import { Ids, Moment, OneOf, Pagination, Text } from '@api/platform';
import { PRICE_CHANGE_STATES, type PriceChangeRow, type PriceChangeState } from './price-changes';
import type { RunningServer } from './running-prices';

/** A running server at an older price than today's. */
export class OldPriceServerDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  name!: string;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  locationName!: string;
  currency!: string;
  oldMonthly!: string;
  newMonthly!: string;
  oldHourly!: string;
  newHourly!: string;

  static from(row: RunningServer): OldPriceServerDto {
    const { serverId, name, userId, username, locationName, currency } = row;
    const money = (amount: bigint) => formatDecimal(amount, currency);
    const hourly = (own: string | null, monthly: string) => money(own === null ? hourlyPrice(BigInt(monthly)) : BigInt(own));
    return {
      ...{ serverId, name, userId, username, locationName, currency },
      ...{ oldMonthly: money(BigInt(row.oldMonthly)), newMonthly: money(BigInt(row.newMonthly)) },
      ...{ oldHourly: hourly(row.oldHourly, row.oldMonthly), newHourly: hourly(row.newHourly, row.newMonthly) },
    };
  }
}

/** Whom a change of price would concern, and how soon it may be. */
export class OldPricesDto {
  data!: OldPriceServerDto[];
  /** No change may take effect before. */
  earliestAt!: Date;
}

/** A new price for running servers. */
export class SchedulePriceChangeDto {
  @Moment({ description: 'The first hour that begins at it or later costs the new price.' })
  effectiveAt!: Date;

  @Text({ max: 200 })
  reason!: string;

  @Ids({ optional: true, min: 1, max: 1_000, description: 'Only these servers; left out, all that run at an older price.' })
  serverIds?: number[];
}

/** A new price for running servers, announced or of the past. */
export class PriceChangeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: 'integer' }) packageId!: number;
  packageName!: string;
  effectiveAt!: Date;
  reason!: string;
  @OneOf(PRICE_CHANGE_STATES, 'PriceChangeState') state!: PriceChangeState;
  @ApiProperty({ type: 'integer' }) servers!: number;
  @ApiProperty({ type: String, nullable: true }) createdBy!: string | null;
  createdAt!: Date;

  static from(row: PriceChangeRow): PriceChangeDto {
    return { ...row };
  }
}

/** A page of price changes. */
export class PriceChangePageDto {
  data!: PriceChangeDto[];
  pagination!: Pagination;
}

/** The number of what was made. */
export class CreatedPriceChangeDto {
  @ApiProperty({ type: 'integer' }) id!: number;
}
