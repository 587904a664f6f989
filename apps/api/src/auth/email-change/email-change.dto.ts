import { Text } from '@api/platform';

/** The code that was mailed to the new address. */
export class ConfirmEmailChangeDto {
  @Text({ min: 6, max: 6, pattern: /^\d{6}$/, patternMessage: 'must be six digits' })
  code!: string;
}

/** The secret of the link that was mailed to the new address. */
export class ConfirmEmailLinkDto {
  @Text({ max: 100 })
  token!: string;
}

/** The address that counts from now on. */
export class EmailChangedDto {
  email!: string;
}
