import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TaxMode } from './tax-quote';

export const CUSTOMER_KINDS = ['consumer', 'business'] as const;
/** A business told its company and its tax id; everybody else is a consumer. */
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

export const TaxRateSchema = defineEntity({
  name: 'TaxRate',
  tableName: 'tax_rates',
  properties: {
    id: p.integer().primary(),
    /** ISO 3166-1 alpha-2. */
    country: p.string(),
    customerKind: p.string().$type<CustomerKind>(),
    mode: p.string().$type<TaxMode>(),
    /** Hundredths of a percent. */
    rateBasisPoints: p.integer(),
    name: p.string(),
    validFrom: p.datetime(),
    validTo: p.datetime().nullable(),
    setByUserId: p.integer().nullable(),
  },
});

/** What a rate says, before it is set. */
export interface TaxRule {
  readonly country: string;
  readonly customerKind: CustomerKind;
  readonly mode: TaxMode;
  readonly rateBasisPoints: number;
  readonly name: string;
}

/** How credit purchases of one kind of customer of one country are taxed, from one moment on. Rates are followed, never changed. */
export class TaxRate extends TaxRateSchema.class {
  declare validTo: Date | null;
  declare setByUserId: number | null;

  static set(rule: TaxRule, validFrom: Date, setByUserId: number): TaxRate {
    const { country, customerKind, mode, rateBasisPoints, name } = rule;
    return Object.assign(new TaxRate(), {
      ...{ country, customerKind, mode, rateBasisPoints, name },
      ...{ validFrom, validTo: null, setByUserId },
    });
  }
}
TaxRateSchema.setClass(TaxRate);
