import { ApiProperty } from '@nestjs/swagger';
import { PASSWORD_MAX_LENGTH } from '@sky/passwords';
import { SECOND_FACTORS, type SecondFactor, Text } from '@api/platform';
import { UserDto } from '../users/user.dto';
import type { Session } from './session.entity';

/** Credentials. */
export class LoginDto {
  @Text({ max: 254, description: 'Username or e-mail address.' })
  username!: string;

  @Text({ max: 200 })
  password!: string;

  @Text({ max: 40, optional: true, description: 'A code of the authenticator app or a recovery code, to save the second step.' })
  code?: string;
}

/** Who is signed in now. */
export class SignedInDto {
  user!: UserDto;
}

/** The password was right; now a second factor has to be shown. */
export class SecondStepDto {
  /** Goes along with the second step. */
  challenge!: string;
  @ApiProperty({ enum: SECOND_FACTORS, enumName: 'SecondFactorMethod', isArray: true }) methods!: SecondFactor[];
  expiresAt!: Date;
}

/** Who is signed in now, or what is still to be shown; one of the two is null. */
export class LoginAnswerDto {
  @ApiProperty({ type: UserDto, nullable: true }) user!: UserDto | null;
  @ApiProperty({ type: SecondStepDto, nullable: true }) secondFactor!: SecondStepDto | null;
}

/** A change of password. */
export class ChangePasswordDto {
  @Text({ max: 200 })
  currentPassword!: string;

  @Text({ min: 10, max: PASSWORD_MAX_LENGTH })
  newPassword!: string;
}

const IMPERSONATIONS = ['reading', 'writing'] as const;
type Impersonation = (typeof IMPERSONATIONS)[number];

/** One signed-in browser. */
export class SessionDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  userAgent!: string;
  address!: string;
  createdAt!: Date;
  lastUsedAt!: Date;
  current!: boolean;
  /** Set when this is a member of staff who looks with the owner's eyes, and what they may do there. */
  @ApiProperty({ enum: IMPERSONATIONS, enumName: 'Impersonation', nullable: true }) impersonator!: Impersonation | null;

  static from(session: Session, currentId: number): SessionDto {
    const { id, userAgent, address, createdAt, lastUsedAt, impersonatorId, impersonatorMayWrite } = session;
    const staff = impersonatorMayWrite ? 'writing' : 'reading';
    const impersonator = impersonatorId ? staff : null;
    return { id, userAgent, address, createdAt, lastUsedAt, current: id === currentId, impersonator };
  }
}

/** All open sessions. */
export class SessionListDto {
  data!: SessionDto[];
}
