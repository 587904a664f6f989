import { Text } from '@api/platform';

/** The secret of the link in the mail about a new sign-in. */
export class ReportSignInDto {
  @Text({ max: 100 })
  token!: string;
}
