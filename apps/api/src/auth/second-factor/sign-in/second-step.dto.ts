import { Text } from '@api/platform';
import { PasskeyAnswer } from '../passkeys/passkey.dto';

/** A code of the authenticator app or a recovery code. */
export class SecondStepCodeDto {
  @Text({ max: 100, description: 'The challenge of the first step.' })
  challenge!: string;

  @Text({ max: 40 })
  code!: string;
}

/** For which sign-in a passkey is asked for. */
export class SignInPasskeyOptionsDto {
  @Text({ max: 100, optional: true, description: 'The challenge of the first step; left out to sign in by passkey alone.' })
  challenge?: string;
}

/** What a passkey answered. */
export class SignInPasskeyDto extends SignInPasskeyOptionsDto {
  @PasskeyAnswer()
  response!: object;
}
