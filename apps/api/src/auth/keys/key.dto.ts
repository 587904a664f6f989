import { ApiProperty } from '@nestjs/swagger';
import { PageQuery, Pagination, type Scope, SCOPES, SeveralOf, Text, Texts, Whole } from '@api/platform';
import type { ApiKey } from './api-key.entity';
import type { DayOfUse, RouteOfUse } from './use/use-reader';

const MOST_ADDRESSES = 50;
const LONGEST_NETWORK = 49;
const LONGEST_LIFETIME_DAYS = 3650;

/** Fields that describe where a key may be used from. */
const ADDRESSES = {
  optional: true,
  nullable: true,
  maxItems: MOST_ADDRESSES,
  max: LONGEST_NETWORK,
  pattern: /^[0-9A-Fa-f:./]+$/,
  patternMessage: 'may only hold addresses such as 203.0.113.7 or networks such as 203.0.113.0/24',
  description: 'Addresses or networks from which the key works; empty means from anywhere.',
} as const;

/** A page of the caller's keys. */
export class ApiKeyQuery extends PageQuery {}

/** A new key. */
export class CreateApiKeyDto {
  @Text({ max: 80, description: 'What the key is for.' })
  name!: string;

  @SeveralOf(SCOPES, 'ApiKeyScope', { min: 1 })
  scopes!: Scope[];

  @Whole({
    optional: true,
    nullable: true,
    min: 1,
    max: LONGEST_LIFETIME_DAYS,
    description: 'Without it the key does not expire.',
  })
  expiresInDays?: number;

  @Texts(ADDRESSES)
  allowedAddresses?: string[];
}

/** Another name or other addresses for a key. */
export class ChangeApiKeyDto {
  @Text({ optional: true, nullable: true, max: 80 })
  name?: string;

  @Texts(ADDRESSES)
  allowedAddresses?: string[];
}

/** An API key, without what would let anybody use it. */
export class ApiKeyDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @ApiProperty({ description: 'The first eight characters of the key.', example: 'sky_4fGh' }) prefix!: string;
  @ApiProperty({ description: 'The last four characters of the key.' }) lastFour!: string;
  @ApiProperty({ enum: [...SCOPES], enumName: 'ApiKeyScope', isArray: true }) scopes!: Scope[];
  @ApiProperty({ type: [String], description: 'Empty means from anywhere.' }) allowedAddresses!: string[];
  @ApiProperty({ type: Date, nullable: true }) expiresAt!: Date | null;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'At most some seconds late.' }) lastUsedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) lastAddress!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'A limit of its own; null means the limit of all keys.' })
  requestsPerMinute!: number | null;

  static from(key: ApiKey): ApiKeyDto {
    return {
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      lastFour: key.lastFour,
      scopes: key.scopes,
      allowedAddresses: key.allowedNetworks ?? [],
      expiresAt: key.expiresAt ?? null,
      createdAt: key.createdAt,
      lastUsedAt: key.lastUsedAt ?? null,
      lastAddress: key.lastAddress ?? null,
      requestsPerMinute: key.requestsPerMinute ?? null,
    };
  }
}

/** A page of keys, newest first. */
export class ApiKeyPageDto {
  data!: ApiKeyDto[];
  pagination!: Pagination;
}

/** A new key, with the key itself: this answer is the only place where it ever is. */
export class IssuedApiKeyDto extends ApiKeyDto {
  @ApiProperty({ description: 'Shown this once; only a hash of it is kept.' }) key!: string;
}

/** Requests of one day. */
export class ApiKeyDayDto {
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ type: 'integer' }) requests!: number;
  @ApiProperty({ type: 'integer', description: 'Answered 401 or 403.' }) refusals!: number;
  @ApiProperty({ type: 'integer', description: 'Answered 429.' }) limited!: number;
}

/** Requests to one route. */
export class ApiKeyRouteDto {
  method!: string;
  route!: string;
  @ApiProperty({ type: 'integer' }) requests!: number;
  @ApiProperty({ type: 'integer' }) refusals!: number;
  @ApiProperty({ type: 'integer' }) limited!: number;
}

/** What a key was used for in the last thirty days (UTC). */
export class ApiKeyUseDto {
  days!: ApiKeyDayDto[];
  routes!: ApiKeyRouteDto[];

  static from(days: DayOfUse[], routes: RouteOfUse[]): ApiKeyUseDto {
    return { days, routes };
  }
}
