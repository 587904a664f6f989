import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, PageQuery, Pagination, Text } from '@api/platform';
import type { PersonRow } from './people-reader';

const ROLES = ['customer', 'support', 'billing', 'content', 'admin'] as const;
const YES_NO = ['true', 'false'] as const;
const USER_STATES = ['active', 'suspended', 'deleted'] as const;
const LINK_STATES = ['none', 'pending', 'linked', 'failed'] as const;

/** Filters of the list of people. */
export class PeopleQuery extends PageQuery {
  @Text({ max: 100, optional: true })
  search?: string;

  @OneOf(ROLES, 'Role', { optional: true })
  role?: (typeof ROLES)[number];

  @OneOf(YES_NO, 'YesNo', { optional: true })
  verified?: (typeof YES_NO)[number];

  @OneOf(USER_STATES, 'UserState', { optional: true })
  state?: (typeof USER_STATES)[number];

  @Text({ max: 30, optional: true })
  tag?: string;
}

/** Whether the person exists in VirtFusion. */
export class PersonLinkDto {
  @OneOf(LINK_STATES, 'VirtfusionLinkState') state!: (typeof LINK_STATES)[number];
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
}

/** A person as staff see them. */
export class PersonDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
  fullName!: string;
  @OneOf(ROLES, 'Role') role!: (typeof ROLES)[number];
  isVerified!: boolean;
  @OneOf(USER_STATES, 'UserState') state!: (typeof USER_STATES)[number];
  balance!: string;
  currency!: string;
  @ApiProperty({ type: 'integer' }) serverCount!: number;
  @ApiProperty({ type: 'integer' }) sessionCount!: number;
  tags!: string[];
  /** Why the account is suspended. */
  @ApiProperty({ type: String, nullable: true }) suspendedReason!: string | null;
  /** How many second factors the person has. */
  @ApiProperty({ type: 'integer' }) secondFactors!: number;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) lastSignInAt!: Date | null;
  virtfusion!: PersonLinkDto;

  static from(row: PersonRow, currency: string): PersonDto {
    const { linkState, linkMessage, balance, ...person } = row;
    return {
      ...person,
      balance: formatDecimal(BigInt(balance), currency),
      currency,
      virtfusion: { state: linkState, message: linkMessage },
    };
  }
}

/** A page of people. */
export class PersonPageDto {
  data!: PersonDto[];
  pagination!: Pagination;
}
