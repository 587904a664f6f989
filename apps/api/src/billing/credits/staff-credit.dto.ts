import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, Id, OneOf, PageQuery, Pagination, Text } from '@api/platform';
import type { StaffCreditRow } from './staff-credit-reader';
import { STAFF_CREDIT_KINDS, STAFF_CREDIT_STATES, type StaffCreditKind, type StaffCreditState } from './staff-credits';

const LONGEST_REASON = 300;

/** Credit to add to somebody's account. */
export class AddCreditDto {
  @Id()
  userId!: number;

  @Amount()
  amount!: string;

  /** The customer reads it. */
  @Text({ min: 3, max: LONGEST_REASON })
  reason!: string;
}

const DIRECTIONS = ['give', 'take'] as const;

/** A balance to put right. */
export class AdjustCreditDto extends AddCreditDto {
  @OneOf(DIRECTIONS, 'AdjustmentDirection')
  direction!: (typeof DIRECTIONS)[number];
}

/** Why a transaction is taken back; the customer reads it. */
export class ReverseCreditQuery {
  @Text({ min: 3, max: LONGEST_REASON, optional: true })
  reason?: string;
}

/** A word on a decision. */
export class DecideCreditDto {
  @Text({ min: 0, max: LONGEST_REASON, optional: true })
  note?: string;
}

/** Filters of the list. */
export class StaffCreditQuery extends PageQuery {
  @OneOf(STAFF_CREDIT_STATES, 'StaffCreditState', { optional: true })
  state?: StaffCreditState;
}

/** Somebody. */
export class NamedPersonDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
}

/** A customer. */
export class CreditedPersonDto extends NamedPersonDto {
  email!: string;
}

/** What staff did, or want to do, to somebody's credit; a negative amount takes. */
export class StaffCreditDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(STAFF_CREDIT_KINDS, 'StaffCreditKind') kind!: StaffCreditKind;
  @OneOf(STAFF_CREDIT_STATES, 'StaffCreditState') state!: StaffCreditState;
  user!: CreditedPersonDto;
  amount!: string;
  currency!: string;
  reason!: string;
  askedBy!: NamedPersonDto;
  askedAt!: Date;
  @ApiProperty({ type: NamedPersonDto, nullable: true }) decidedBy!: NamedPersonDto | null;
  @ApiProperty({ type: Date, nullable: true }) decidedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  /** Null until it is posted. */
  @ApiProperty({ type: 'integer', nullable: true }) transactionId!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) reversesTransactionId!: number | null;

  static from({ amount, currency, transactionId, reversesId, ...row }: StaffCreditRow): StaffCreditDto {
    return {
      ...row,
      amount: formatDecimal(BigInt(amount), currency),
      currency,
      transactionId: transactionId === null ? null : Number(transactionId),
      reversesTransactionId: reversesId === null ? null : Number(reversesId),
    };
  }
}

/** A page of them. */
export class StaffCreditPageDto {
  data!: StaffCreditDto[];
  pagination!: Pagination;
}
