import { Text, Whole } from '@api/platform';

/** Why a server is suspended; its owner reads it. */
export class SuspendServerDto {
  @Text({ min: 3, max: 300 })
  reason!: string;
}

/** How a server is deleted. */
export class DeleteServerDto {
  /** The server's name, as a proof that this one is meant. */
  @Text({ max: 100 })
  name!: string;

  @Whole({
    min: 0,
    max: 43_200,
    optional: true,
    description: 'How long it can be brought back; the host’s setting when left out.',
  })
  delayMinutes?: number;
}
