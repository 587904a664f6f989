import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import { Distinct, EmailAddress, Flag, OneOf, Text } from '@api/platform';
import { ROLES, type Role } from '../access/roles';
import { Username } from '../users/fields';

/** Somebody to invite; they choose their password by the link that is mailed to them. */
export class InviteUserDto {
  @Text({ max: 120 })
  fullName!: string;

  @Username()
  username!: string;

  @EmailAddress()
  email!: string;

  @OneOf(ROLES, 'Role')
  role!: Role;
}

/** The account that was made. */
export class InvitedUserDto {
  @ApiProperty({ type: 'integer' }) id!: number;
}

/** What staff change about a person; fields left out stay. */
export class EditUserDto {
  @Text({ max: 120, optional: true })
  fullName?: string;

  @EmailAddress({ optional: true })
  email?: string;
}

/** Whether somebody may use their account, and why not; the reason is shown to them. */
export class UserStatusDto {
  @Flag()
  enabled!: boolean;

  @Text({ max: 300, optional: true })
  reason?: string;
}

/** What somebody is from now on. */
export class UserRoleDto {
  @OneOf(ROLES, 'Role')
  role!: Role;
}

/** All tags of a person; what is left out is taken off. */
export class UserTagsDto {
  @ApiProperty({ type: String, isArray: true, uniqueItems: true, maxItems: 20 })
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(20, { message: 'may have at most 20 tags' })
  @Distinct({ message: 'names a tag twice' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,29}$/, { each: true, message: 'must be tags of small letters, digits and dashes' })
  tags!: string[];
}
