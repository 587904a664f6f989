import { ApiProperty } from '@nestjs/swagger';

/** Where a person in the sandbox reads the mail that the product sent. */
export class SandboxDto {
  mailboxUrl!: string;
}

/** What everybody may know about this installation. */
export class PublicSettingsDto {
  companyName!: string;
  currency!: string;
  @ApiProperty({ type: 'integer' }) currencyDecimals!: number;
  minimumTopUp!: string;
  maximumTopUp!: string;
  @ApiProperty({ type: String, nullable: true }) supportEmail!: string | null;
  @ApiProperty({ type: 'integer' }) deleteDelayMinutes!: number;
  @ApiProperty({ type: 'integer' }) resendCooldownSeconds!: number;
  @ApiProperty({ type: 'integer' }) passwordMinLength!: number;
  passwordNeedsKinds!: boolean;
  @ApiProperty({ type: SandboxDto, nullable: true }) sandbox!: SandboxDto | null;
  testClock!: boolean;
  /** False where PayPal is a sandbox, so that no money moves. */
  paymentsAreLive!: boolean;
}

/** The host's name and colours. */
export class BrandingDto {
  companyName!: string;
  primary!: string;
  secondary!: string;
  accent!: string;
}
