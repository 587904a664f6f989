import { ApiProperty } from '@nestjs/swagger';
import { EmailAddress, OneOf, type Permission, PERMISSIONS, Text } from '@api/platform';
import { TimeZone } from './fields';
import { ROLES, type Role, USER_STATES, type User, type UserState } from './user.entity';

export const LINK_STATES = ['none', 'pending', 'linked', 'failed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** How dates and numbers are written. */
export const LOCALES = ['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'nl-NL', 'sv-SE'] as const;
export type Locale = (typeof LOCALES)[number];

/** Whether the person exists in VirtFusion, and if not, why. */
export class VirtfusionLinkDto {
  @OneOf(LINK_STATES, 'VirtfusionLinkState') state!: LinkState;
  @ApiProperty({ type: String, nullable: true }) message!: string | null;
}

/** Staff who look at the portal with this person's eyes. */
export class ImpersonatorDto {
  username!: string;
  /** False: reading only. */
  mayWrite!: boolean;
}

/** When the session ends: without use, and whatever happens. */
export class SessionEndDto {
  idleEndAt!: Date;
  absoluteEndAt!: Date;
}

/** What else is known of a person than their own row. */
export interface PersonFacts {
  readonly virtfusion: VirtfusionLinkDto;
  readonly secondFactorRequiredFrom: Date | null;
  readonly pendingEmail: string | null;
  readonly permissions: readonly Permission[];
  readonly impersonator: ImpersonatorDto | null;
  readonly session: SessionEndDto | null;
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
  /** Why the account is suspended, in words; null while it is not. */
  @ApiProperty({ type: String, nullable: true }) suspendedReason!: string | null;
  /** The address that waits to be confirmed. */
  @ApiProperty({ type: String, nullable: true }) pendingEmail!: string | null;
  @OneOf(LOCALES, 'Locale') locale!: Locale;
  /** IANA, such as Europe/Berlin. */
  timeZone!: string;
  /** What the person may do in the console. */
  @ApiProperty({ enum: PERMISSIONS, enumName: 'Permission', isArray: true }) permissions!: readonly Permission[];
  @ApiProperty({ type: ImpersonatorDto, nullable: true }) impersonator!: ImpersonatorDto | null;
  /** Null for whoever calls without a session. */
  @ApiProperty({ type: SessionEndDto, nullable: true }) session!: SessionEndDto | null;
  virtfusion!: VirtfusionLinkDto;
  /** From when on this person needs a second factor and has none yet; in the past when they need it now. */
  @ApiProperty({ type: Date, nullable: true }) secondFactorRequiredFrom!: Date | null;

  static from(user: User, facts: PersonFacts): UserDto {
    const { id, username, email, fullName, role, isVerified, state, createdAt, timeZone } = user;
    const suspendedReason = user.suspendedReason ?? null;
    const locale = LOCALES.find(known => known === user.locale) ?? 'en-GB';
    return { id, username, email, fullName, role, isVerified, state, createdAt, suspendedReason, locale, timeZone, ...facts };
  }
}

/** What a person changes about themselves; fields left out stay as they are. */
export class UpdateProfileDto {
  @Text({ max: 120, optional: true })
  fullName?: string;

  @EmailAddress({ optional: true, description: 'Takes effect once it is confirmed; asks for a recent step-up.' })
  email?: string;

  @OneOf(LOCALES, 'Locale', { optional: true })
  locale?: Locale;

  @TimeZone({ optional: true })
  timeZone?: string;
}
