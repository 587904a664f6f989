import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { Distinct, MAX_ID, OneOf, Text } from '@api/platform';
import { BULK_ACTIONS, type BulkAction, MOST_AT_ONCE } from './bulk-plan';

/** What to do to whom. */
export class BulkUsersDto {
  @OneOf(BULK_ACTIONS, 'BulkUserAction')
  action!: BulkAction;

  @ApiProperty({ type: 'integer', isArray: true, uniqueItems: true, maxItems: MOST_AT_ONCE, minItems: 1 })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1, { message: 'names nobody' })
  @ArrayMaxSize(MOST_AT_ONCE, { message: `may name at most ${MOST_AT_ONCE} people` })
  @Distinct({ message: 'names somebody twice' })
  @IsInt({ each: true, message: 'must be ids' })
  @Min(1, { each: true, message: 'must be ids' })
  @Max(MAX_ID, { each: true, message: 'must be ids' })
  userIds!: number[];

  @Text({ max: 300, optional: true, description: 'Why they are suspended; they read it.' })
  reason?: string;

  @Text({ max: 30, pattern: /^[a-z0-9][a-z0-9-]*$/, patternMessage: 'may have small letters, digits and dashes', optional: true })
  tag?: string;

  @Text({ max: 150, optional: true })
  subject?: string;

  @Text({ max: 5000, lines: true, optional: true })
  message?: string;
}

/** The same, with the fingerprint of the plan that was looked at. */
export class ApplyBulkUsersDto extends BulkUsersDto {
  @Text({ max: 64, description: 'From the preview; the plan is refused when it has changed since.' })
  fingerprint!: string;
}

/** Somebody who is concerned. */
export class BulkPersonDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  /** Why nothing would be done to them; null when something would. */
  @ApiProperty({ type: String, nullable: true }) skipped!: string | null;
}

/** What would be done; nothing has been. */
export class BulkPlanDto {
  people!: BulkPersonDto[];
  @ApiProperty({ type: 'integer' }) concerned!: number;
  fingerprint!: string;
}

/** What was done. */
export class BulkResultDto {
  @ApiProperty({ type: 'integer' }) done!: number;
  people!: BulkPersonDto[];
}
