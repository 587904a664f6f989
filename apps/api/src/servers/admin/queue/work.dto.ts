import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination, SeveralOf } from '@api/platform';
import { WORK_KINDS, WORK_STATES, type WorkKind, type WorkRow, type WorkState } from './open-work';

/** Which work to list. */
export class ServerWorkQuery extends PageQuery {
  @OneOf(WORK_STATES, 'ServerWorkState', { optional: true })
  state?: WorkState;
}

/** Something that VirtFusion is to do to a server, or failed to do in the last week. */
export class ServerWorkDto {
  @OneOf(WORK_KINDS, 'ServerWorkKind') kind!: WorkKind;
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  @ApiProperty({ type: 'integer' }) ownerId!: number;
  ownerUsername!: string;
  /** The power action, or the step of an order. */
  what!: string;
  @OneOf(WORK_STATES, 'ServerWorkState') state!: WorkState;
  /** The answer was lost: it may have happened, and is asked for again. */
  isInDoubt!: boolean;
  @ApiProperty({ type: 'integer', nullable: true }) progress!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) attempts!: number | null;
  @ApiProperty({ type: String, nullable: true }) problem!: string | null;
  startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) finishedAt!: Date | null;

  static from(row: WorkRow): ServerWorkDto {
    return { ...row };
  }
}

/** A page of it. */
export class ServerWorkPageDto {
  data!: ServerWorkDto[];
  pagination!: Pagination;
}

/** What is looked at now. */
export class PushedWorkDto {
  @SeveralOf(WORK_KINDS, 'ServerWorkKind')
  work!: WorkKind[];
}
