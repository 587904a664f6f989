import { defineEntity, p } from '@mikro-orm/postgresql';

export const PackagePriceSchema = defineEntity({
  name: 'PackagePrice',
  tableName: 'package_prices',
  properties: {
    id: p.integer().primary(),
    packageId: p.integer(),
    /** The location that it is for; null is everywhere else. */
    groupId: p.integer().nullable(),
    /** Where it stands in the price list, such as "Compute". */
    category: p.string(),
    /** Micro-units for a full month; the month never costs more. */
    monthly: p.bigint('bigint'),
    /** Micro-units for an hour; null is a 730th of the month. */
    hourly: p.bigint('bigint').nullable(),
    /** Micro-units, taken once with the order. */
    setupFee: p.bigint('bigint'),
    /** Hours that are paid at least, however soon the server is deleted. */
    minimumHours: p.integer(),
    /** False: kept in the list, but not sold. */
    isEnabled: p.boolean(),
    currency: p.string(),
    validFrom: p.datetime(),
    validTo: p.datetime().nullable(),
    setByUserId: p.integer().nullable(),
  },
});

/** What a package costs, in micro-units of the currency. */
export interface PriceTerms {
  readonly category: string;
  readonly monthly: bigint;
  readonly hourly: bigint | null;
  readonly setupFee: bigint;
  readonly minimumHours: number;
  readonly isEnabled: boolean;
}

/** For which package and location a price is, since when, and who set it. */
export interface PriceOrigin {
  readonly packageId: number;
  readonly groupId: number | null;
  readonly currency: string;
  readonly setByUserId: number | null;
}

/** What a package costs from one moment on. Prices are never changed, only followed by others; servers keep the one they were sold at. */
export class PackagePrice extends PackagePriceSchema.class {
  declare hourly: bigint | null;

  static set(origin: PriceOrigin, terms: PriceTerms, at: Date): PackagePrice {
    return Object.assign(new PackagePrice(), { ...origin, ...terms, validFrom: at, validTo: null });
  }

  /** The terms that this price sets. */
  get terms(): PriceTerms {
    const { category, monthly, hourly, setupFee, minimumHours, isEnabled } = this;
    return { category, monthly, hourly, setupFee, minimumHours, isEnabled };
  }
}
PackagePriceSchema.setClass(PackagePrice);
