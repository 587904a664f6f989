import { ApiProperty } from '@nestjs/swagger';

/** Customers in numbers. */
export class CustomerFiguresDto {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'integer' }) verified!: number;
  @ApiProperty({ type: 'integer' }) newLast7Days!: number;
}

/** Servers in numbers. */
export class ServerFiguresDto {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) byState!: Record<string, number>;
}

/** Money in numbers; decimal strings in the store currency. */
export class MoneyFiguresDto {
  currency!: string;
  /** What customers have paid ahead: a liability. */
  customerCredit!: string;
  /** What customers owe. */
  debt!: string;
  usageToday!: string;
  usageThisMonth!: string;
  topUpsThisMonth!: string;
}

/** One day's revenue. */
export class RevenueDayDto {
  @ApiProperty({ type: String, format: 'date' }) day!: string;
  usage!: string;
  topUps!: string;
}

/** The queue in numbers. */
export class JobFiguresDto {
  @ApiProperty({ type: 'integer' }) queued!: number;
  @ApiProperty({ type: 'integer' }) failed!: number;
  @ApiProperty({ type: 'integer' }) dead!: number;
}

/** Payments that somebody should know of. */
export class PaymentFiguresDto {
  @ApiProperty({ type: 'integer' }) pending!: number;
  @ApiProperty({ type: 'integer' }) unknown!: number;
}

/** How VirtFusion is. */
export class UpstreamFiguresDto {
  status!: string;
  @ApiProperty({ type: Date, nullable: true }) checkedAt!: Date | null;
}

/** The business at a glance; every number is counted when asked for. */
export class OverviewDto {
  customers!: CustomerFiguresDto;
  servers!: ServerFiguresDto;
  money!: MoneyFiguresDto;
  /** The last thirty days, oldest first. */
  revenueByDay!: RevenueDayDto[];
  jobs!: JobFiguresDto;
  payments!: PaymentFiguresDto;
  virtfusion!: UpstreamFiguresDto;
  asOf!: Date;
}
