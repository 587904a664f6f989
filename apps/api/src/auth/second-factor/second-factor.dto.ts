import { ApiProperty } from '@nestjs/swagger';
import { Text } from '@api/platform';
import { PasskeyDto } from './passkeys/passkey.dto';

/** An authenticator app that is set up. */
export class TotpDto {
  enabledAt!: Date;
}

/** The second factors of the caller. */
export class SecondFactorDto {
  @ApiProperty({ type: TotpDto, nullable: true }) totp!: TotpDto | null;
  passkeys!: PasskeyDto[];
  @ApiProperty({ type: 'integer' }) recoveryCodesLeft!: number;
  /** From when on the caller's role needs a second factor; null when it needs none. */
  @ApiProperty({ type: Date, nullable: true }) requiredFrom!: Date | null;
}

/** What an authenticator app is set up with: by the QR code of the address, or by typing the secret. */
export class TotpSetUpDto {
  secret!: string;
  uri!: string;
}

/** The first code of a new authenticator app. */
export class ConfirmTotpDto {
  @Text({ min: 6, max: 6, pattern: /^\d{6}$/, patternMessage: 'must be six digits' })
  code!: string;
}

/** Codes that are told this once; the list is empty when there were some already. */
export class RecoveryCodesDto {
  recoveryCodes!: string[];
}
