import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { QueryWhole } from '@api/platform';
import type { Flow, MoneyDay, PaymentOutcome, Standing } from './revenue-reader';

/** How many days to look at, today included. */
export class RevenueQuery {
  @QueryWhole({ min: 1, max: 366 })
  days?: number;
}

/** What moved between customers and one account of the house; positive is what customers received. */
export class RevenueFlowDto {
  type!: string;
  account!: string;
  @ApiProperty({ type: 'integer' }) transactions!: number;
  amount!: string;
}

/** One day, UTC. */
export class MoneyDayDto {
  day!: string;
  /** What servers and their set-up earned. */
  earned!: string;
  toppedUp!: string;
  /** What went back to buyers. */
  givenBack!: string;
}

/** What is owed now. */
export class RevenueStandingDto {
  /** What customers hold; the house owes it in servers. */
  credit!: string;
  @ApiProperty({ type: 'integer' }) customersWithCredit!: number;
  debt!: string;
  @ApiProperty({ type: 'integer' }) debtors!: number;
  /** Taken by gateways minus given back, since the beginning. */
  paidInAllTime!: string;
  taxOwed!: string;
  /** Promotional credit given minus what expired or went back. */
  promotionalCost!: string;
}

/** How payments ended. */
export class PaymentOutcomeDto {
  gateway!: string;
  @ApiProperty({ type: 'integer' }) started!: number;
  @ApiProperty({ type: 'integer' }) captured!: number;
  @ApiProperty({ type: 'integer' }) failed!: number;
  @ApiProperty({ type: 'integer' }) cancelled!: number;
  @ApiProperty({ type: 'integer' }) open!: number;
  capturedAmount!: string;
}

/** Revenue and liabilities. */
export class RevenueDto {
  currency!: string;
  from!: Date;
  asOf!: Date;
  standing!: RevenueStandingDto;
  flows!: RevenueFlowDto[];
  days!: MoneyDayDto[];
  payments!: PaymentOutcomeDto[];

  static of(
    currency: string,
    period: { from: Date; asOf: Date },
    read: { standing: Standing; flows: Flow[]; days: MoneyDay[]; payments: PaymentOutcome[] },
  ): RevenueDto {
    const money = (micro: string) => formatDecimal(BigInt(micro), currency);
    const { credit, debt, paidInAllTime, taxOwed, promotionalCost, ...counts } = read.standing;
    return {
      currency,
      ...period,
      standing: {
        ...counts,
        credit: money(credit),
        debt: money(debt),
        paidInAllTime: money(paidInAllTime),
        taxOwed: money(taxOwed),
        promotionalCost: money(promotionalCost),
      },
      flows: read.flows.map(flow => ({ ...flow, amount: money(flow.amount) })),
      days: read.days.map(({ day, earned, toppedUp, givenBack }) => ({
        day,
        earned: money(earned),
        toppedUp: money(toppedUp),
        givenBack: money(givenBack),
      })),
      payments: read.payments.map(({ capturedAmount, ...outcome }) => ({ ...outcome, capturedAmount: money(capturedAmount) })),
    };
  }
}
