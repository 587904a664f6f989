import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, LiveHub, NotFoundError, RefusedError } from '@api/platform';
import { CatalogueReader } from '@api/virtfusion';
import { Ledger } from '../ledger/ledger';
import { readAmount, readRate } from '../read-amount';
import { PackagePrice, type PriceTerms } from './package-price.entity';

/** A price as somebody typed it; amounts are decimal strings in the store currency, what is left out is nothing. */
export interface PriceForm {
  readonly monthly: string;
  readonly hourly?: string;
  readonly setupFee?: string;
  readonly minimumHours?: number;
  readonly category?: string;
  readonly enabled?: boolean;
  /** For one location only. */
  readonly locationId?: number;
}

/** Which packages are sold, and for how much. */
@Injectable()
export class PriceList {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueReader,
    private readonly ledger: Ledger,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
  ) {}

  /** The currency of every price. */
  get currency(): string {
    return this.ledger.currency;
  }

  /** The price at which a package is sold today, in a location or in general; null when it is not sold. */
  async present(packageId: number, locationId: number | null = null): Promise<PackagePrice | null> {
    const prices = await this.em.fork().find(PackagePrice, { packageId, validTo: null });
    const price =
      prices.find(({ groupId }) => groupId === locationId && locationId !== null) ??
      prices.find(({ groupId }) => groupId === null) ??
      null;
    return price?.isEnabled ? price : null;
  }

  /** Every price of today, of all packages and locations. */
  presentAll(): Promise<PackagePrice[]> {
    return this.em.fork().find(PackagePrice, { validTo: null });
  }

  /** All prices there ever were, newest first. */
  history(): Promise<PackagePrice[]> {
    return this.em.fork().find(PackagePrice, {}, { orderBy: { id: 'desc' }, limit: 2_000 });
  }

  /** Sells a package at a new price from now on; a text is the monthly price alone. */
  async set(packageId: number, form: PriceForm | string, setByUserId: number | null): Promise<PackagePrice> {
    const { locationId = null, ...typed } = typeof form === 'string' ? { monthly: form } : form;
    if (!(await this.catalogue.package(packageId)))
      throw new NotFoundError('package_not_found', 'VirtFusion has no such package.');
    if (locationId !== null && !(await this.catalogue.locations()).some(({ id }) => id === locationId))
      throw new RefusedError('location_not_found', 'There is no such location.', [
        { field: 'locationId', message: 'is not a location' },
      ]);
    const { currency } = this.ledger;
    const terms = readTerms(typed, currency);
    return this.em.transactional(async em => {
      await em.execute('select id from virtfusion_packages where id = ? for update', [packageId]);
      const before = await em.findOne(PackagePrice, { packageId, groupId: locationId, validTo: null });
      const now = this.clock.now();
      await em.nativeUpdate(PackagePrice, { packageId, groupId: locationId, validTo: null }, { validTo: now });
      const price = PackagePrice.set({ packageId, groupId: locationId, currency, setByUserId }, terms, now);
      await em.persist(price).flush();
      await this.record(packageId, before, price);
      await this.live.publish({ type: 'catalogue', userId: null, data: {} });
      return price;
    });
  }

  /** Stops selling a package, or ends the price of its own that a location has; servers keep the price they were sold at. */
  async remove(packageId: number, locationId: number | null = null): Promise<void> {
    await this.em.transactional(async em => {
      await em.execute('select id from virtfusion_packages where id = ? for update', [packageId]);
      const before = await em.findOne(PackagePrice, { packageId, groupId: locationId, validTo: null });
      if (!before) throw new NotFoundError('price_not_found', 'This package is not sold.');
      await em.nativeUpdate(PackagePrice, { id: before.id }, { validTo: this.clock.now() });
      await this.record(packageId, before, null);
      await this.live.publish({ type: 'catalogue', userId: null, data: {} });
    });
  }

  private record(packageId: number, before: PackagePrice | null, after: PackagePrice | null): Promise<void> {
    return this.audit.record({
      action: 'price.changed',
      userId: null,
      target: { kind: 'package', id: packageId },
      details: { before: inWords(before), after: inWords(after) },
    });
  }
}

function readTerms(
  { monthly, hourly, setupFee, minimumHours = 0, category = '', enabled = true }: Omit<PriceForm, 'locationId'>,
  currency: string,
): PriceTerms {
  const terms: PriceTerms = {
    category: category.trim(),
    monthly: readAmount(monthly, currency, 'monthly'),
    hourly: hourly === undefined ? null : readRate(hourly, currency, 'hourly'),
    setupFee: setupFee === undefined ? 0n : readAmount(setupFee, currency, 'setupFee'),
    minimumHours,
    isEnabled: enabled,
  };
  for (const field of ['monthly', 'hourly'] as const)
    if (terms[field] !== null && terms[field] <= 0n)
      throw new RefusedError('invalid_amount', 'A price must be more than nothing.', [{ field, message: 'must be more than 0' }]);
  return terms;
}

/** A price as the audit log shows it. */
function inWords(price: PackagePrice | null): Record<string, string | number | boolean | null> {
  if (price === null) return { monthly: null };
  const money = (amount: bigint) => `${formatDecimal(amount, price.currency)} ${price.currency}`;
  const { monthly, hourly, setupFee, minimumHours, category, isEnabled } = price.terms;
  return {
    monthly: money(monthly),
    ...(price.groupId != null && { locationId: price.groupId }),
    ...(hourly !== null && { hourly: money(hourly) }),
    ...(setupFee > 0n && { setupFee: money(setupFee) }),
    ...(minimumHours > 0 && { minimumHours }),
    ...(category !== '' && { category }),
    ...(!isEnabled && { enabled: false }),
  };
}
