import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, OneOf, PageQuery, Pagination, Text } from '@api/platform';
import { SERVER_STATES, type ServerState } from '../../server.entity';
import { ORPHAN_STATES, type MissingRow, type OrphanRow, type OrphanState } from './orphan-reader';

/** Which of them to list. */
export class OrphanQuery extends PageQuery {
  @OneOf(ORPHAN_STATES, 'OrphanState', { optional: true, description: 'Default: open.' })
  state?: OrphanState;
}

/** Somebody of ours. */
export class OrphanOwnerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
}

/** A server that only VirtFusion knows. */
export class OrphanDto {
  /** VirtFusion's number. */
  @ApiProperty({ type: 'integer' }) upstreamId!: number;
  name!: string;
  @OneOf(ORPHAN_STATES, 'OrphanState') state!: OrphanState;
  isSuspended!: boolean;
  @ApiProperty({ type: String, nullable: true }) hypervisor!: string | null;
  /** Null: its owner in VirtFusion is nobody of ours. */
  @ApiProperty({ type: OrphanOwnerDto, nullable: true }) owner!: OrphanOwnerDto | null;
  @ApiProperty({ type: 'integer' }) ownerUpstreamId!: number;
  createdAt!: Date;
  firstSeenAt!: Date;
  lastSeenAt!: Date;

  static from({ ownerId, ownerUsername, ...row }: OrphanRow): OrphanDto {
    return { ...row, owner: ownerId === null || ownerUsername === null ? null : { id: ownerId, username: ownerUsername } };
  }
}

/** A page of them. */
export class OrphanPageDto {
  data!: OrphanDto[];
  pagination!: Pagination;
}

/** How a server is taken over. */
export class AdoptOrphanDto {
  @Id({ description: 'Its owner in VirtFusion has to be linked to this account.' })
  userId!: number;

  @Id()
  packageId!: number;

  @Flag({ optional: true, description: 'Default: yes, by the package’s price, from now on.' })
  charged?: boolean;
}

/** A server of ours by its number. */
export class AdoptedServerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
}

/** A server of ours that VirtFusion no longer lists. */
export class MissingServerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @ApiProperty({ type: 'integer' }) upstreamId!: number;
  owner!: OrphanOwnerDto;
  @OneOf(SERVER_STATES, 'ServerState') state!: ServerState;
  isCharged!: boolean;
  missingSince!: Date;
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;

  static from({ ownerId, ownerUsername, state, ...row }: MissingRow): MissingServerDto {
    return { ...row, state, owner: { id: ownerId, username: ownerUsername } };
  }
}

/** A page of them. */
export class MissingServerPageDto {
  data!: MissingServerDto[];
  pagination!: Pagination;
}

/** The proof that this server is meant. */
export class NamedServerDto {
  @Text({ max: 100 })
  name!: string;
}
