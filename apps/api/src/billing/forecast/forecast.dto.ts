import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { Amount, Id, Ids, Whole } from '@api/platform';
import type { Comparison, Outlook } from './forecaster';

/** Servers that might be ordered. */
export class WhatIfServersDto {
  @Id()
  packageId!: number;

  @Id({ optional: true })
  locationId?: number;

  @Whole({ optional: true, min: 1, max: 50 })
  count?: number;
}

/** What might be done. */
export class WhatIfDto {
  @Amount({ optional: true })
  topUp?: string;

  @Ids({ optional: true, max: 200 })
  removeServerIds?: number[];

  @ApiProperty({ type: [WhatIfServersDto], required: false, maxItems: 20 })
  @IsOptional()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(20, { message: 'may have at most 20 entries' })
  @ValidateNested({ each: true })
  @Type(() => WhatIfServersDto)
  add?: WhatIfServersDto[];
}

/** Where credit leads. */
export class OutlookDto {
  balance!: string;
  hourlyRate!: string;
  /** When a charge comes that the credit does not cover; null when none does for ten years. */
  @ApiProperty({ type: Date, nullable: true }) runsOutAt!: Date | null;
  /** What is still to be charged until the month (UTC) ends. */
  restOfMonth!: string;

  static from({ balance, hourlyRate, runsOutAt, restOfMonth }: Outlook, currency: string): OutlookDto {
    const money = (amount: bigint) => formatDecimal(amount, currency);
    return { balance: money(balance), hourlyRate: money(hourlyRate), runsOutAt, restOfMonth: money(restOfMonth) };
  }
}

/** Where credit leads now, and where it would lead. */
export class WhatIfAnswerDto {
  currency!: string;
  asOf!: Date;
  present!: OutlookDto;
  then!: OutlookDto;

  static from({ currency, asOf, present, then }: Comparison): WhatIfAnswerDto {
    return { currency, asOf, present: OutlookDto.from(present, currency), then: OutlookDto.from(then, currency) };
  }
}
