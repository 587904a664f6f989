import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import type { Balance, BalancePoint, Runway } from './balance-reader';

/** Credit and how long it lasts. */
export class BalanceDto {
  balance!: string;
  currency!: string;
  hourlyRate!: string;
  @ApiProperty({ type: Date, nullable: true }) runsOutAt!: Date | null;
  monthToDate!: string;
  /** What the month (UTC) will have cost when it ends, if nothing changes but what is announced. */
  monthEstimate!: string;
  asOf!: Date;

  static from({ balance, currency, hourlyRate, runsOutAt, monthToDate, monthEstimate, asOf }: Balance): BalanceDto {
    const money = (amount: bigint) => formatDecimal(amount, currency);
    return {
      ...{ balance: money(balance), currency, hourlyRate: money(hourlyRate), runsOutAt },
      ...{ monthToDate: money(monthToDate), monthEstimate: money(monthEstimate), asOf },
    };
  }
}

/** Credit at one moment. */
export class BalancePointDto {
  at!: Date;
  balance!: string;

  static from({ at, balance }: BalancePoint, currency: string): BalancePointDto {
    return { at, balance: formatDecimal(balance, currency) };
  }
}

/** Credit that was added. */
export class TopUpPointDto {
  at!: Date;
  amount!: string;
}

/** From now to the moment the credit is used up. */
export class ProjectionDto {
  from!: BalancePointDto;
  to!: BalancePointDto;
}

/** The last days of credit and where it leads. */
export class RunwayDto {
  currency!: string;
  points!: BalancePointDto[];
  topUps!: TopUpPointDto[];
  @ApiProperty({ type: ProjectionDto, nullable: true }) projection!: ProjectionDto | null;

  static from({ currency, points, topUps, projection }: Runway): RunwayDto {
    return {
      currency,
      points: points.map(point => BalancePointDto.from(point, currency)),
      topUps: topUps.map(({ at, amount }) => ({ at, amount: formatDecimal(amount, currency) })),
      projection: projection && {
        from: BalancePointDto.from(projection.from, currency),
        to: BalancePointDto.from(projection.to, currency),
      },
    };
  }
}
