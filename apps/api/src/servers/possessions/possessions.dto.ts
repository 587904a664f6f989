import { ApiProperty } from '@nestjs/swagger';
import { Flag, PageQuery, Pagination, QueryWhole, Text, Texts } from '@api/platform';
import type { AddressRow, VolumeRow } from './possessions';

const MOST_TAGS = 10;

/** What an owner writes on a server; what is left out stays. */
export class ServerLabelsDto {
  @Text({
    min: 1,
    max: 63,
    optional: true,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?$/,
    patternMessage: 'uses letters, digits, dots, dashes and blanks',
  })
  name?: string;

  @Text({ min: 0, max: 4_000, optional: true, lines: true, description: 'For the owner alone.' })
  notes?: string;

  @Texts({ maxItems: MOST_TAGS, max: 30, optional: true })
  tags?: string[];

  @Flag({ optional: true })
  isFavourite?: boolean;
}

/** Narrows what comes with servers to one of them. */
export class PossessionsQuery extends PageQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  serverId?: number;
}

/** An address or subnet, with the server that has it. */
export class ServerAddressDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  @ApiProperty({ type: 'integer', enum: [4, 6] }) version!: 4 | 6;
  address!: string;
  @ApiProperty({ type: 'integer', nullable: true }) prefix!: number | null;
  @ApiProperty({ type: String, nullable: true }) gateway!: string | null;
  /** The name that the address resolves to, where VirtFusion knows it. */
  @ApiProperty({ type: String, nullable: true }) reverseName!: string | null;
  @ApiProperty({ type: String, nullable: true }) interfaceName!: string | null;
  @ApiProperty({ type: String, nullable: true }) mac!: string | null;
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;

  static from(row: AddressRow): ServerAddressDto {
    return { ...row };
  }
}

/** A page of addresses. */
export class ServerAddressPageDto {
  data!: ServerAddressDto[];
  pagination!: Pagination;
}

/** A disk, with the server that has it. */
export class StorageVolumeDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  serverName!: string;
  @ApiProperty({ type: 'integer' }) diskId!: number;
  /** The last letter of the device's name. */
  @ApiProperty({ type: String, nullable: true }) drive!: string | null;
  @ApiProperty({ type: 'integer' }) capacityGb!: number;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  isPrimary!: boolean;
  isEnabled!: boolean;
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;

  static from(row: VolumeRow): StorageVolumeDto {
    return { ...row };
  }
}

/** A page of disks. */
export class StorageVolumePageDto {
  data!: StorageVolumeDto[];
  pagination!: Pagination;
}
