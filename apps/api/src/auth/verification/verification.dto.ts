import { ApiProperty } from '@nestjs/swagger';
import { EmailAddress, Text } from '@api/platform';

/** An address and the code that was mailed to it. */
export class VerifyEmailDto {
  @EmailAddress()
  email!: string;

  @Text({ min: 6, max: 6, pattern: /^\d{6}$/, patternMessage: 'must be six digits' })
  code!: string;
}

/** The secret of the mailed link. */
export class VerifyLinkDto {
  @Text({ max: 100 })
  token!: string;
}

/** Where to send another code. */
export class ResendDto {
  @EmailAddress()
  email!: string;
}

/** The address is confirmed. */
export class VerifiedDto {
  isVerified!: boolean;
}

/** The address is confirmed, and which one it was. */
export class VerifiedAddressDto extends VerifiedDto {
  email!: string;
}

/** When another code may be asked for, the same for every address. */
export class ResentDto {
  @ApiProperty({ type: 'integer' }) resendAfterSeconds!: number;
}
