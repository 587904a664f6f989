import { ApiProperty } from '@nestjs/swagger';
import { Text } from '@api/platform';
import { PasskeyAnswer } from '../passkeys/passkey.dto';
import { STEP_UP_METHODS, type StepUpMethod } from './step-up.service';

/** The password, or for those who have a second factor a code of it. */
export class StepUpDto {
  @Text({ max: 200, optional: true })
  password?: string;

  @Text({ max: 40, optional: true, description: 'A code of the authenticator app or a recovery code.' })
  code?: string;
}

/** What a passkey answered. */
export class StepUpPasskeyDto {
  @PasskeyAnswer()
  response!: object;
}

/** How the caller can show that it is them, and until when they have. */
export class StepUpStateDto {
  @ApiProperty({ enum: STEP_UP_METHODS, enumName: 'StepUpMethod', isArray: true }) methods!: StepUpMethod[];
  @ApiProperty({ type: Date, nullable: true }) steppedUpUntil!: Date | null;
}

/** The session went on under new tokens. */
export class SteppedUpDto {
  steppedUpUntil!: Date;
}
