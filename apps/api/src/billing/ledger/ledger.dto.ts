import { ApiProperty } from '@nestjs/swagger';
import type { LedgerVerificationRow } from './ledger-verifications';

/** A verification of the ledger. */
export class LedgerVerificationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  requestedAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Null while it is under way.' }) finishedAt!: Date | null;
  @ApiProperty({ type: 'integer', nullable: true }) transactions!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) postings!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) accounts!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The first row that does not add up; null when all is well.' })
  problem!: string | null;

  static from(row: LedgerVerificationRow): LedgerVerificationDto {
    return { ...row };
  }
}

/** How the ledger was verified last. */
export class LedgerVerificationStateDto {
  @ApiProperty({ type: LedgerVerificationDto, nullable: true, description: 'Null when it never was.' })
  latest!: LedgerVerificationDto | null;
}
