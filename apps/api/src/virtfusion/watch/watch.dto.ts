import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination } from '@api/platform';
import { VirtfusionHealthDto } from '../health/health.dto';
import { SURPRISE_STATES, type SurpriseRow, type SurpriseState } from './surprises';
import type { CallsOfOperation, Watched } from './watch-reader';

export const CIRCUIT_STATES = ['closed', 'open', 'half_open'] as const;
export const SURPRISE_KINDS = ['not_json', 'shape', 'value'] as const;

/** Whether a group of hypervisors, or VirtFusion as a whole, is being asked. */
export class CircuitDto {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null is VirtFusion as a whole.' }) groupId!: number | null;
  @ApiProperty({ type: String, nullable: true }) groupName!: string | null;
  @OneOf(CIRCUIT_STATES, 'CircuitState', { description: 'The worst that any process sees.' })
  state!: (typeof CIRCUIT_STATES)[number];
  since!: Date;
  @ApiProperty({ type: 'integer', description: 'Failures in a row.' }) failures!: number;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: 'integer' }) inUse!: number;
  @ApiProperty({ type: 'integer' }) waiting!: number;
  @ApiProperty({ type: 'integer' }) processes!: number;
  @ApiProperty({ type: 'integer', description: 'How many processes do not ask for now.' }) processesHoldingBack!: number;
}

/** Calls of one kind within the last hour, by how they ended. */
export class VirtfusionCallsDto {
  operation!: string;
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'integer' }) ok!: number;
  @ApiProperty({ type: 'integer' }) refused!: number;
  @ApiProperty({ type: 'integer', description: 'Refused because of too many requests.' }) limited!: number;
  @ApiProperty({ type: 'integer', description: 'Not sent, to spare VirtFusion.' }) heldBack!: number;
  @ApiProperty({ type: 'integer', description: 'No connection.' }) notSent!: number;
  @ApiProperty({ type: 'integer', description: 'It may have been carried out or not.' }) unknown!: number;
  @ApiProperty({ type: 'integer' }) averageMilliseconds!: number;

  static from(row: CallsOfOperation): VirtfusionCallsDto {
    return { ...row };
  }
}

/** What VirtFusion last told about its limit of requests. */
export class VirtfusionRateLimitDto {
  @ApiProperty({ type: 'integer', nullable: true }) limit!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) remaining!: number | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Nothing is sent before this.' }) heldUntil!: Date | null;
}

/** How we get on with VirtFusion. */
export class VirtfusionStateDto extends VirtfusionHealthDto {
  configured!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why the last check failed.' }) problem!: string | null;
  circuits!: CircuitDto[];
  calls!: VirtfusionCallsDto[];
  rateLimit!: VirtfusionRateLimitDto;
  @ApiProperty({ type: 'integer' }) openSurprises!: number;

  static of(
    health: VirtfusionHealthDto & { problem: string | null },
    { circuits, calls, rateLimit, openSurprises }: Watched,
  ): VirtfusionStateDto {
    return {
      configured: health.status !== 'not_configured',
      status: health.status,
      checkedAt: health.checkedAt,
      problem: health.problem,
      circuits: circuits.map(circuit => ({ ...circuit })),
      calls: calls.map(VirtfusionCallsDto.from),
      rateLimit: { ...rateLimit },
      openSurprises,
    };
  }
}

/** A field of an answer that is not as documented; kinds and lengths, never what was in it. */
export class SurprisingFieldDto {
  path!: string;
  expected!: string;
  found!: string;
}

/** A way in which VirtFusion answered that is not as documented. */
export class SurpriseDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  operation!: string;
  @OneOf(SURPRISE_KINDS, 'SurpriseKind') kind!: (typeof SURPRISE_KINDS)[number];
  @ApiProperty({ type: 'integer' }) status!: number;
  fields!: SurprisingFieldDto[];
  @ApiProperty({ type: 'integer' }) times!: number;
  firstSeenAt!: Date;
  lastSeenAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) acknowledgedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) acknowledgedBy!: string | null;

  static from(row: SurpriseRow): SurpriseDto {
    return { ...row, fields: row.fields.map(field => ({ ...field })) };
  }
}

/** Which surprises to list. */
export class SurpriseQuery extends PageQuery {
  @OneOf(SURPRISE_STATES, 'SurpriseState', { optional: true })
  state?: SurpriseState;
}

/** A page of surprises. */
export class SurprisePageDto {
  data!: SurpriseDto[];
  pagination!: Pagination;
}
