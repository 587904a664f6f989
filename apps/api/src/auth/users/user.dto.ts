import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Text } from '@api/platform';
import { ROLES, type Role, USER_STATES, type User, type UserState } from './user.entity';

export const LINK_STATES = ['none', 'pending', 'linked', 'failed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Whether the person exists in VirtFusion, and if not, why. */
export class VirtfusionLinkDto {
  @OneOf(LINK_STATES, 'VirtfusionLinkState') state!: LinkState;
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
}

/** A person, as they see themselves. */
export class UserDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
  fullName!: string;
  @OneOf(ROLES, 'Role') role!: Role;
  isVerified!: boolean;
  @OneOf(USER_STATES, 'UserState') state!: UserState;
  createdAt!: Date;
  virtfusion!: VirtfusionLinkDto;

  static from(
    { id, username, email, fullName, role, isVerified, state, createdAt }: User,
    virtfusion: VirtfusionLinkDto,
  ): UserDto {
    return { id, username, email, fullName, role, isVerified, state, createdAt, virtfusion };
  }
}

/** A new name. */
export class UpdateProfileDto {
  @Text({ max: 120 })
  fullName!: string;
}
