import { ApiProperty } from '@nestjs/swagger';
import { Text } from '@api/platform';
import { UserDto } from '../users/user.dto';
import type { Session } from './session.entity';

/** Credentials. */
export class LoginDto {
  @Text({ max: 254, description: 'Username or e-mail address.' })
  username!: string;

  @Text({ max: 200 })
  password!: string;
}

/** Who is signed in now. */
export class SignedInDto {
  user!: UserDto;
}

/** A change of password. */
export class ChangePasswordDto {
  @Text({ max: 200 })
  currentPassword!: string;

  @Text({ min: 10, max: 200 })
  newPassword!: string;
}

/** One signed-in browser. */
export class SessionDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  userAgent!: string;
  address!: string;
  createdAt!: Date;
  lastUsedAt!: Date;
  current!: boolean;

  static from({ id, userAgent, address, createdAt, lastUsedAt }: Session, currentId: number): SessionDto {
    return { id, userAgent, address, createdAt, lastUsedAt, current: id === currentId };
  }
}

/** All open sessions. */
export class SessionListDto {
  data!: SessionDto[];
}
