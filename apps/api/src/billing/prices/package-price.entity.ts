import { defineEntity, p } from '@mikro-orm/postgresql';

export const PackagePriceSchema = defineEntity({
  name: 'PackagePrice',
  tableName: 'package_prices',
  properties: {
    id: p.integer().primary(),
    packageId: p.integer(),
    /** Micro-units for a full month; the hour costs a 730th. */
    monthly: p.bigint('bigint'),
    currency: p.string(),
    validFrom: p.datetime(),
    validTo: p.datetime().nullable(),
    setByUserId: p.integer().nullable(),
  },
});

/** What a package costs from one moment on. Prices are never changed, only followed by others; servers keep the one they were sold at. */
export class PackagePrice extends PackagePriceSchema.class {
  static set(packageId: number, monthly: bigint, currency: string, setByUserId: number | null, at: Date): PackagePrice {
    return Object.assign(new PackagePrice(), { packageId, monthly, currency, validFrom: at, validTo: null, setByUserId });
  }
}
PackagePriceSchema.setClass(PackagePrice);
