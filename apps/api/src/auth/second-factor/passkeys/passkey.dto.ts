import { ApiProperty } from '@nestjs/swagger';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { IsObject } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { Text } from '@api/platform';
import type { Passkey } from './passkeys';

/** What a browser's WebAuthn gave, in its JSON form; read closely by the service. */
export function PasskeyAnswer(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'object', additionalProperties: true, description: 'A `PublicKeyCredential` in its JSON form.' }),
    IsObject({ message: 'must be an object' }),
  );
}

/** What goes to the browser's WebAuthn as it is. */
export class PasskeyOptionsDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: '`publicKey` of WebAuthn in its JSON form.' })
  options!: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
}

/** A passkey that a browser has just made. */
export class AddPasskeyDto {
  @Text({ max: 60, description: 'What its owner calls it.' })
  name!: string;

  @PasskeyAnswer()
  response!: object;
}

/** Another name for a passkey. */
export class RenamePasskeyDto {
  @Text({ max: 60 })
  name!: string;
}

/** One passkey, as its owner sees it. */
export class PasskeyDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  /** Copied to the owner's other devices by their platform. */
  isBackedUp!: boolean;
  createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) lastUsedAt!: Date | null;

  static from({ id, name, isBackedUp, createdAt, lastUsedAt }: Passkey): PasskeyDto {
    return { id, name, isBackedUp, createdAt, lastUsedAt };
  }
}

/** The passkey that was added, and recovery codes when it is the first factor. */
export class AddedPasskeyDto {
  passkey!: PasskeyDto;
  /** Told this once; empty when there were some already. */
  recoveryCodes!: string[];
}
