import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '@api/platform';
import { PROBLEM_KINDS, type ProblemKind } from './chain-problem';
import type { Verification } from './verifications';

/** The first row that is not as it was written. */
export class ChainProblemDto {
  @OneOf(PROBLEM_KINDS, 'ChainProblemKind') kind!: ProblemKind;
  @ApiProperty({ type: 'integer', nullable: true }) position!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) entryId!: number | null;
  @ApiProperty({ type: String }) message!: string;
}

/** The newest verification of the audit log. */
export class VerificationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: String, format: 'date-time' }) requestedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it is under way.' })
  finishedAt!: Date | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Entries verified; up to the first problem if there is one.' })
  entries!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Entries that still waited for their seal.' })
  unsealed!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Daily anchors outside the database that it was held against.' })
  anchors!: number | null;
  @ApiProperty({ type: ChainProblemDto, nullable: true }) problem!: ChainProblemDto | null;

  static from({ entries, unsealed, ...facts }: Verification): VerificationDto {
    return {
      ...facts,
      entries: entries === null ? null : Number(entries),
      unsealed: unsealed === null ? null : Number(unsealed),
    };
  }
}

/** How the audit log was verified last. */
export class VerificationStateDto {
  @ApiProperty({ type: VerificationDto, nullable: true, description: 'Null when it never was.' })
  latest!: VerificationDto | null;
}
