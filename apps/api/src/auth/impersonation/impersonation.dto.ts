import { ApiProperty } from '@nestjs/swagger';
import { Flag, Text, Whole } from '@api/platform';

/** Why and how long staff want to look at the portal with a customer's eyes. */
export class StartImpersonationDto {
  @Text({ min: 3, max: 300, description: 'Written down and shown to the customer.' })
  reason!: string;

  @Whole({ min: 5, max: 60, description: 'Minutes until it ends by itself.' })
  minutes!: number;

  @Flag({ description: 'False: reading only.' })
  mayWrite!: boolean;
}

/** Who is looked at, and until when. */
export class ImpersonationDto {
  @ApiProperty({ type: 'integer' }) userId!: number;
  endsAt!: Date;
}

/** Whose account was looked at. */
export class ImpersonationEndedDto {
  @ApiProperty({ type: 'integer' }) userId!: number;
}
