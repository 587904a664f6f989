import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf, PageQuery, Pagination, QueryWhole, type Scope, SCOPES, Text, Whole } from '@api/platform';
import { ROLES, type Role, USER_STATES, type UserState } from '../../users/user.entity';
import { REVOKE_REASONS, type RevokeReason } from '../api-key.entity';
import { ApiKeyDayDto, ApiKeyDto, ApiKeyRouteDto } from '../key.dto';
import type { DayOfUse, RouteOfUse } from '../use/use-reader';
import { FINDING_KINDS, type FindingKind } from '../watch/finding';
import { type DeskRow, type FindingRow, KEY_STATES, type KeyState, type NetworkRow } from './key-desk-reader';

const HIGHEST_LIMIT = 100_000;

/** Filters of the list of all keys. */
export class KeyDeskQuery extends PageQuery {
  @Text({ optional: true, max: 100, description: 'Part of the name, of the start of the key, or of the owner.' })
  search?: string;

  @OneOf(KEY_STATES, 'ApiKeyState', { optional: true })
  state?: KeyState;

  @OneOf(SCOPES, 'ApiKeyScope', { optional: true })
  scope?: Scope;

  @QueryWhole({ min: 1, max: 2_147_483_647 })
  userId?: number;
}

/** Why staff end a key; its owner reads it. */
export class RevokeKeyDto {
  @Text({ max: 300, description: 'The owner reads it.' })
  reason!: string;
}

/** A limit of its own for a key. */
export class KeyLimitDto {
  @Whole({
    optional: true,
    nullable: true,
    min: 1,
    max: HIGHEST_LIMIT,
    description: 'Requests a minute; null takes the limit of all keys.',
  })
  requestsPerMinute?: number | null;
}

/** Whose key it is. */
export class KeyOwnerDto {
  @Id() id!: number;
  username!: string;
  email!: string;
  @OneOf(ROLES, 'Role') role!: Role;
  @OneOf(USER_STATES, 'UserState') state!: UserState;
}

/** A key as staff see it in the list. */
export class OwnedKeyDto extends ApiKeyDto {
  @OneOf(KEY_STATES, 'ApiKeyState') state!: KeyState;
  owner!: KeyOwnerDto;
  @ApiProperty({ type: Date, nullable: true }) revokedAt!: Date | null;
  @ApiProperty({ enum: [...REVOKE_REASONS], enumName: 'ApiKeyEnd', nullable: true }) revokedReason!: RevokeReason | null;
  @ApiProperty({ type: String, nullable: true }) revokedNote!: string | null;
  @ApiProperty({ type: 'integer', description: 'In the last thirty days.' }) requests!: number;
  @ApiProperty({ type: 'integer' }) refusals!: number;
  @ApiProperty({ type: 'integer' }) limited!: number;
  @ApiProperty({ type: 'integer', description: 'How often something unusual was noticed.' }) findings!: number;

  static fromRow({ ownerId, ownerUsername, ownerEmail, ownerRole, ownerState, ...row }: DeskRow): OwnedKeyDto {
    const owner = {
      id: ownerId,
      username: ownerUsername,
      email: ownerEmail,
      role: ownerRole as Role,
      state: ownerState as UserState,
    };
    return { ...row, owner };
  }
}

/** A page of all keys. */
export class OwnedKeyPageDto {
  data!: OwnedKeyDto[];
  pagination!: Pagination;
}

/** A network from which a key was used. */
export class KeyNetworkDto {
  network!: string;
  firstSeenAt!: Date;
}

/** Something unusual about a key. */
export class KeyFindingDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(FINDING_KINDS, 'ApiKeyFindingKind') kind!: FindingKind;
  @ApiProperty({ description: 'The network, day or hour it is about.' }) subject!: string;
  foundAt!: Date;
}

/** One key with everything that is known about its use. */
export class KeyDetailDto extends OwnedKeyDto {
  days!: ApiKeyDayDto[];
  routes!: ApiKeyRouteDto[];
  networks!: KeyNetworkDto[];
  events!: KeyFindingDto[];

  static of(
    row: DeskRow,
    use: { days: DayOfUse[]; routes: RouteOfUse[]; networks: NetworkRow[]; events: FindingRow[] },
  ): KeyDetailDto {
    return { ...OwnedKeyDto.fromRow(row), ...use };
  }
}
