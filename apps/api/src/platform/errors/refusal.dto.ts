import { ApiProperty } from '@nestjs/swagger';

/** One field of a request and what is wrong with it. */
export class FieldProblemDto {
  @ApiProperty({ type: String }) field!: string;
  @ApiProperty({ type: String }) message!: string;
}

/** Why a request was refused. */
export class RefusalDto {
  @ApiProperty({ type: String, description: 'Stable and made for programs.', example: 'validation_failed' })
  code!: string;

  @ApiProperty({ type: String, description: 'Made for people.' })
  message!: string;

  @ApiProperty({ type: [FieldProblemDto], required: false })
  details?: FieldProblemDto[];

  @ApiProperty({ type: String, format: 'uuid', description: 'Name it when you ask for help.' })
  request_id!: string;
}

/** The one shape in which every refusal leaves the API. */
export class RefusalEnvelopeDto {
  @ApiProperty({ type: RefusalDto }) error!: RefusalDto;
}
