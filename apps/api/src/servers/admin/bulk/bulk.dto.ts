import { ApiProperty } from '@nestjs/swagger';
import { Ids, OneOf, Text, Whole } from '@api/platform';
import { BULK_ACTIONS, type BulkAction, MOST_AT_ONCE } from './bulk-plan';

/** What to do to which servers. */
export class BulkServersDto {
  @OneOf(BULK_ACTIONS, 'BulkServerAction')
  action!: BulkAction;

  @Ids({ min: 1, max: MOST_AT_ONCE })
  serverIds!: number[];

  @Text({ min: 3, max: 300, optional: true, description: 'Why they are suspended; the owners read it.' })
  reason?: string;

  @Whole({
    min: 0,
    max: 43_200,
    optional: true,
    description: 'How long they can be brought back; the host’s setting when left out.',
  })
  delayMinutes?: number;
}

/** The same, with the fingerprint of the plan that was looked at. */
export class ApplyBulkServersDto extends BulkServersDto {
  @Text({ max: 64, description: 'From the preview; the plan is refused when it has changed since.' })
  fingerprint!: string;
}

/** A server that is concerned. */
export class BulkServerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  ownerUsername!: string;
  /** Why nothing is done to it; null when something is. */
  @ApiProperty({ type: String, nullable: true }) skipped!: string | null;
}

/** What would be done, or was. */
export class BulkServerPlanDto {
  servers!: BulkServerDto[];
  @ApiProperty({ type: 'integer' }) concerned!: number;
  fingerprint!: string;
}
