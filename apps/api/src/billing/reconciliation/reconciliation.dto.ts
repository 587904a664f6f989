import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, Pagination } from '@api/platform';
import { type Book, BOOKS, FINDING_STATES, type FindingState, type Suggestion, SUGGESTIONS } from './finding';
import type { FindingRow, RunRow } from './reconciliation-desk';

/** A comparison of the ledger with PayPal, the bank and VirtFusion. */
export class ReconciliationRunDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Null while it is under way.' }) finishedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null: the schedule.' }) requestedBy!: string | null;
  @ApiProperty({ type: 'integer', description: 'Customers compared with VirtFusion.' }) compared!: number;
  @ApiProperty({ type: 'integer', description: 'Customers about whom VirtFusion did not answer.' }) unanswered!: number;
  @ApiProperty({ type: 'integer' }) findings!: number;

  static from(row: RunRow): ReconciliationRunDto {
    return { ...row };
  }
}

/** The newest comparison. */
export class ReconciliationStateDto {
  @ApiProperty({ type: ReconciliationRunDto, nullable: true }) latest!: ReconciliationRunDto | null;
}

/** A difference between two books. */
export class ReconciliationFindingDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(BOOKS, 'ReconciledBook') book!: Book;
  @ApiProperty({ type: 'integer', nullable: true }) userId!: number | null;
  @ApiProperty({ type: String, nullable: true }) username!: string | null;
  subject!: string;
  /** What the ledger says. */
  @ApiProperty({ type: String, nullable: true }) expected!: string | null;
  /** What the other book says; null where it tells nothing. */
  @ApiProperty({ type: String, nullable: true }) actual!: string | null;
  @ApiProperty({ type: String, nullable: true }) difference!: string | null;
  currency!: string;
  cause!: string;
  @OneOf(SUGGESTIONS, 'ReconciliationSuggestion') suggestion!: Suggestion;
  @ApiProperty({ type: 'integer', nullable: true }) paymentId!: number | null;
  @OneOf(FINDING_STATES, 'ReconciliationFindingState') state!: FindingState;

  static from({ expected, actual, ...row }: FindingRow): ReconciliationFindingDto {
    const decimal = (text: string | bigint | null) => (text === null ? null : formatDecimal(BigInt(text), row.currency));
    const difference = expected === null || actual === null ? null : BigInt(actual) - BigInt(expected);
    return { ...row, expected: decimal(expected), actual: decimal(actual), difference: decimal(difference) };
  }
}

/** Differences of a comparison. */
export class ReconciliationFindingPageDto {
  data!: ReconciliationFindingDto[];
  pagination!: Pagination;
}
