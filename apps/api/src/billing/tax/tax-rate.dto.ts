import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Text, Whole } from '@api/platform';
import { TAX_MODES, type TaxMode } from './tax-quote';
import { CUSTOMER_KINDS, type CustomerKind, type TaxRate } from './tax-rate.entity';

export const TAX_RATE_STATES = ['in_force', 'planned', 'ended'] as const;
export type TaxRateState = (typeof TAX_RATE_STATES)[number];

/** How credit purchases of one kind of customer of one country are taxed. */
export class SetTaxRateDto {
  @Text({ min: 2, max: 2, pattern: /^[A-Z]{2}$/, patternMessage: 'must be a country code of two capital letters', example: 'DE' })
  country!: string;

  @OneOf(CUSTOMER_KINDS, 'CustomerKind')
  customerKind!: CustomerKind;

  @OneOf(TAX_MODES, 'TaxMode')
  mode!: TaxMode;

  /** Hundredths of a percent: 1900 is 19 %. */
  @Whole({ min: 0, max: 10_000, example: 1900 })
  rateBasisPoints!: number;

  @Text({ max: 30, example: 'VAT', description: 'What receipts call it.' })
  name!: string;

  @Text({
    max: 24,
    optional: true,
    pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/,
    patternMessage: 'must be a moment in UTC such as 2027-01-01T00:00:00Z',
    example: '2099-01-01T00:00:00Z',
    description: 'When it comes into force; at once when left out.',
  })
  validFrom?: string;
}

/** A rate, in force, planned or of the past. */
export class TaxRateDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  country!: string;
  @OneOf(CUSTOMER_KINDS, 'CustomerKind') customerKind!: CustomerKind;
  @OneOf(TAX_MODES, 'TaxMode') mode!: TaxMode;
  @ApiProperty({ type: 'integer' }) rateBasisPoints!: number;
  name!: string;
  @OneOf(TAX_RATE_STATES, 'TaxRateState') state!: TaxRateState;
  validFrom!: Date;
  @ApiProperty({ type: Date, nullable: true }) validTo!: Date | null;

  static from(rate: TaxRate, now: Date): TaxRateDto {
    const { id, country, customerKind, mode, rateBasisPoints, name, validFrom, validTo } = rate;
    const isOver = validTo !== null && (validTo <= now || validTo.getTime() === validFrom.getTime());
    const state = isOver ? 'ended' : validFrom > now ? 'planned' : 'in_force';
    return { id, country, customerKind, mode, rateBasisPoints, name, state, validFrom, validTo };
  }
}

/** All rates, by country and kind of customer, newest first. */
export class TaxRateListDto {
  data!: TaxRateDto[];
  /** The host's own country, where reverse charge never holds; empty until it is set. */
  homeCountry!: string;
}
