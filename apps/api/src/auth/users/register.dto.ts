import { ApiProperty } from '@nestjs/swagger';
import { PASSWORD_MAX_LENGTH } from '@sky/passwords';
import { Accepted, EmailAddress, Text } from '@api/platform';

/** The registration form. */
export class RegisterDto {
  @Text({ max: 120 })
  fullName!: string;

  @Text({
    min: 3,
    max: 32,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]+$/,
    patternMessage: 'may have letters, digits, dots, dashes and underscores',
  })
  username!: string;

  @EmailAddress()
  email!: string;

  @Text({ min: 10, max: PASSWORD_MAX_LENGTH })
  password!: string;

  @Text({ max: 60, pattern: /^[A-Za-z0-9_+/-]+$/, patternMessage: 'must be a time zone such as Europe/Berlin', optional: true })
  timeZone?: string;

  @Accepted('must be accepted')
  acceptTerms!: boolean;
}

/** The next step after registration, the same for every address. */
export class RegisteredDto {
  email!: string;
  @ApiProperty({ type: 'integer' }) resendAfterSeconds!: number;
}
