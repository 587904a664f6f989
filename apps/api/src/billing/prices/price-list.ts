import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { formatDecimal } from '@sky/money';
import { AuditLog } from '@api/audit';
import { Clock, LiveHub, NotFoundError, RefusedError } from '@api/platform';
import { CatalogueReader } from '@api/virtfusion';
import { Ledger } from '../ledger/ledger';
import { readAmount } from '../read-amount';
import { PackagePrice } from './package-price.entity';

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

  /** The price of a package today, or null when it is not sold. */
  present(packageId: number): Promise<PackagePrice | null> {
    return this.em.fork().findOne(PackagePrice, { packageId, validTo: null });
  }

  /** All prices there ever were, newest first. */
  history(): Promise<PackagePrice[]> {
    return this.em.fork().find(PackagePrice, {}, { orderBy: { id: 'desc' }, limit: 2_000 });
  }

  /** Sells a package at a new monthly price from now on (decimal string in the store currency). */
  async set(packageId: number, monthly: string, setByUserId: number | null): Promise<PackagePrice> {
    if (!(await this.catalogue.package(packageId)))
      throw new NotFoundError('package_not_found', 'VirtFusion has no such package.');
    const { currency } = this.ledger;
    const amount = readAmount(monthly, currency, 'monthly');
    if (amount <= 0n)
      throw new RefusedError('invalid_amount', 'A price must be more than nothing.', [
        { field: 'monthly', message: 'must be more than 0' },
      ]);
    return this.em.transactional(async em => {
      await em.execute('select id from virtfusion_packages where id = ? for update', [packageId]);
      const before = await em.findOne(PackagePrice, { packageId, validTo: null });
      const now = this.clock.now();
      await em.nativeUpdate(PackagePrice, { packageId, validTo: null }, { validTo: now });
      const price = PackagePrice.set(packageId, amount, currency, setByUserId, now);
      await em.persist(price).flush();
      await this.record(packageId, before, price);
      await this.live.publish({ type: 'catalogue', userId: null, data: {} });
      return price;
    });
  }

  /** Stops selling a package; servers keep running at the price they were sold at. */
  async remove(packageId: number): Promise<void> {
    await this.em.transactional(async em => {
      const before = await em.findOne(PackagePrice, { packageId, validTo: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!before) throw new NotFoundError('price_not_found', 'This package is not sold.');
      await em.nativeUpdate(PackagePrice, { id: before.id }, { validTo: this.clock.now() });
      await this.record(packageId, before, null);
      await this.live.publish({ type: 'catalogue', userId: null, data: {} });
    });
  }

  private record(packageId: number, before: PackagePrice | null, after: PackagePrice | null): Promise<void> {
    const monthly = (price: PackagePrice | null) => price && `${formatDecimal(price.monthly, price.currency)} ${price.currency}`;
    return this.audit.record({
      action: 'price.changed',
      userId: null,
      target: { kind: 'package', id: packageId },
      details: { before: { monthly: monthly(before) }, after: { monthly: monthly(after) } },
    });
  }
}
