import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, PageQuery, Pagination, Text, Whole } from '@api/platform';
import { DIFFERENCE_KINDS, type DifferenceKind, SETTLEMENT_SUBJECTS, type SettlementSubject } from './settlement-compare';
import type { CheckRow, DifferenceRow } from './settlement-desk';

const CHECK_STATES = ['running', 'done', 'failed'] as const;

/** Which stretch of time to compare. */
export class StartSettlementDto {
  @Whole({ min: 1, max: 31, description: 'So many days back.' })
  days!: number;
}

/** Filters of the list of differences. */
export class DifferenceQuery extends PageQuery {
  @OneOf(['open', 'resolved'], 'DifferenceState', { optional: true })
  state?: 'open' | 'resolved';
}

/** How a difference was dealt with. */
export class ResolveDifferenceDto {
  @Text({ min: 3, max: 300 })
  resolution!: string;
}

/** One comparison with PayPal's list. */
export class SettlementCheckDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  startsAt!: Date;
  endsAt!: Date;
  @OneOf(CHECK_STATES, 'SettlementCheckState') state!: 'running' | 'done' | 'failed';
  /** Movements that PayPal lists. */
  @ApiProperty({ type: 'integer' }) seen!: number;
  @ApiProperty({ type: 'integer' }) matched!: number;
  /** What was missing here and is booked now. */
  @ApiProperty({ type: 'integer' }) mended!: number;
  @ApiProperty({ type: 'integer' }) differences!: number;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) finishedAt!: Date | null;

  static from(row: CheckRow): SettlementCheckDto {
    return { ...row };
  }
}

/** A page of checks. */
export class SettlementCheckPageDto {
  data!: SettlementCheckDto[];
  pagination!: Pagination;
}

/** A difference between the books and PayPal's list. */
export class SettlementDifferenceDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(DIFFERENCE_KINDS, 'DifferenceKind') kind!: DifferenceKind;
  @OneOf(SETTLEMENT_SUBJECTS, 'SettlementSubject') subject!: SettlementSubject;
  gatewayId!: string;
  @ApiProperty({ type: 'integer', nullable: true }) paymentId!: number | null;
  @ApiProperty({ type: String, nullable: true }) amountHere!: string | null;
  @ApiProperty({ type: String, nullable: true }) amountThere!: string | null;
  currency!: string;
  @ApiProperty({ type: Date, nullable: true }) happenedAt!: Date | null;
  foundAt!: Date;
  seenAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) resolvedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) resolution!: string | null;
  /** What to do about it. */
  advice!: string;

  static from(row: DifferenceRow): SettlementDifferenceDto {
    const decimal = (text: string | null) => (text === null ? null : formatDecimal(BigInt(text), row.currency));
    return {
      ...row,
      amountHere: decimal(row.amountHere),
      amountThere: decimal(row.amountThere),
      advice: ADVICE[row.kind][row.subject],
    };
  }
}

const ADVICE: Readonly<Record<DifferenceKind, Readonly<Record<SettlementSubject, string>>>> = {
  missing_here: {
    capture:
      'PayPal took money for no payment of ours. Look the transaction up at PayPal; refund it there, or credit its customer.',
    refund: 'Money went back at PayPal that is not in the books. Have the payment checked; it takes the credit back.',
    reversal: 'PayPal took money back that is not in the books. Have the payment checked, and look for its dispute.',
  },
  missing_there: {
    capture:
      'A payment was credited that PayPal does not list. Check again tomorrow; if it stays, ask PayPal with the capture’s id.',
    refund: 'A refund is booked that PayPal does not list. Check again tomorrow; if it stays, ask PayPal with the refund’s id.',
    reversal: 'A reversal is booked that PayPal does not list. Check again tomorrow; if it stays, ask PayPal.',
  },
  other_amount: {
    capture: 'PayPal lists another amount than was credited. Compare both, and adjust the customer’s credit by the difference.',
    refund: 'PayPal lists another amount than was given back here. Compare both, and adjust the customer’s credit.',
    reversal: 'PayPal took another amount than the case says. Compare both, and adjust the customer’s credit.',
  },
};

/** A page of differences. */
export class SettlementDifferencePageDto {
  data!: SettlementDifferenceDto[];
  pagination!: Pagination;
}
