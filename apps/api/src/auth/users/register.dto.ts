import { ApiProperty } from '@nestjs/swagger';
import { PASSWORD_MAX_LENGTH } from '@sky/passwords';
import { Accepted, EmailAddress, Text } from '@api/platform';
import { TimeZone, Username } from './fields';

/** The registration form. */
export class RegisterDto {
  @Text({ max: 120 })
  fullName!: string;

  @Username()
  username!: string;

  @EmailAddress()
  email!: string;

  @Text({ min: 10, max: PASSWORD_MAX_LENGTH })
  password!: string;

  @TimeZone({ optional: true })
  timeZone?: string;

  @Accepted('must be accepted')
  acceptTerms!: boolean;
}

/** The next step after registration, the same for every address. */
export class RegisteredDto {
  email!: string;
  @ApiProperty({ type: 'integer' }) resendAfterSeconds!: number;
}
