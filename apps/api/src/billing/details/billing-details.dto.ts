import { Text } from '@api/platform';

/** Whom receipts are made out to; empty fields are left out. */
export class BillingDetailsDto {
  @Text({ min: 0, max: 120 })
  company!: string;

  @Text({ min: 0, max: 200 })
  street!: string;

  @Text({ min: 0, max: 20 })
  postcode!: string;

  @Text({ min: 0, max: 100 })
  city!: string;

  @Text({ min: 0, max: 2, pattern: /^([A-Z]{2})?$/, patternMessage: 'must be a country code of two capital letters' })
  country!: string;

  @Text({
    min: 0,
    max: 40,
    pattern: /^[A-Za-z0-9 ./-]*$/,
    patternMessage: 'may have letters, digits, blanks, dots, dashes and slashes',
  })
  taxId!: string;
}
