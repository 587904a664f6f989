import { ApiProperty } from '@nestjs/swagger';
import { PASSWORD_MAX_LENGTH } from '@sky/passwords';
import { EmailAddress, Text } from '@api/platform';

/** An address to which something shall be sent. */
export class RecoveryDto {
  @EmailAddress()
  email!: string;
}

/** The same for every address, known or not. */
export class RecoveryStartedDto {
  @ApiProperty({ type: 'integer', description: 'Seconds until another mail may be asked for.' }) resendAfterSeconds!: number;
}

/** An address and the code that was mailed to it. */
export class VerifyResetCodeDto {
  @EmailAddress()
  email!: string;

  @Text({ min: 6, max: 6, pattern: /^\d{6}$/, patternMessage: 'must be six digits' })
  code!: string;
}

/** The code is right; it still sets the password once. */
export class ResetCodeVerifiedDto {
  isValid!: boolean;
}

/** A new password, with the secret of the mailed link or with the address and the mailed code. */
export class ResetPasswordDto {
  @Text({ max: 100, optional: true })
  token?: string;

  @EmailAddress({ optional: true })
  email?: string;

  @Text({ min: 6, max: 6, pattern: /^\d{6}$/, patternMessage: 'must be six digits', optional: true })
  code?: string;

  @Text({ min: 10, max: PASSWORD_MAX_LENGTH })
  newPassword!: string;
}
