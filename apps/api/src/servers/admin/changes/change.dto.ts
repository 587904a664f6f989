import { Id, Text, Whole } from '@api/platform';

/** What a server is given beside its package; what is left out stays, and so does the price. */
export class ChangeResourcesDto {
  @Whole({ min: 256, max: 2_097_152, optional: true, description: 'In MB; takes effect at the next start.' })
  memoryMb?: number;

  @Whole({ min: 1, max: 600, optional: true, description: 'Takes effect at the next start.' })
  cpuCores?: number;

  @Whole({ min: 0, max: 999_999_999, optional: true, description: 'A period’s limit; 0 is unlimited.' })
  trafficGb?: number;

  @Whole({ min: 0, max: 99, optional: true, description: 'How much of its processors is held back.' })
  throttlePercent?: number;
}

/** To whom a server is given, and why; the old owner reads it. */
export class ChangeOwnerDto {
  @Id()
  userId!: number;

  @Text({ max: 100, description: 'The server’s name, as a proof that this one is meant.' })
  name!: string;

  @Text({ min: 3, max: 300 })
  reason!: string;
}
