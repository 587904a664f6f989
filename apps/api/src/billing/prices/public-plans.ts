import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { LiveHub } from '@api/platform';
import { CatalogueReader, isAvailableIn } from '@api/virtfusion';
import { type PublicPlanDto } from './plan.dto';
import { PriceDto } from './price.dto';
import { PriceList } from './price-list';

const KEEP_MS = 15_000;

/** The price table that everybody may see; kept in memory, since it changes rarely and is asked for often. */
@Injectable()
export class PublicPlans implements OnModuleInit, OnModuleDestroy {
  private kept?: { plans: Promise<PublicPlanDto[]>; until: number };
  private subscription?: Subscription;

  constructor(
    private readonly catalogue: CatalogueReader,
    private readonly prices: PriceList,
    private readonly live: LiveHub,
  ) {}

  onModuleInit(): void {
    this.subscription = this.live.events.subscribe(({ type }) => {
      if (type === 'catalogue' || type === 'reconnected') this.kept = undefined;
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  list(): Promise<PublicPlanDto[]> {
    if (!this.kept || this.kept.until < Date.now()) {
      const plans = this.read();
      plans.catch(() => (this.kept = undefined));
      this.kept = { plans, until: Date.now() + KEEP_MS };
    }
    return this.kept.plans;
  }

  private async read(): Promise<PublicPlanDto[]> {
    const [packages, locations, prices] = await Promise.all([
      this.catalogue.packages(),
      this.catalogue.locations(),
      this.prices.presentAll(),
    ]);
    return packages.flatMap(plan => {
      const own = prices.filter(({ packageId, isEnabled }) => packageId === plan.id && isEnabled);
      const price = own.find(({ groupId }) => groupId === null);
      if (!plan.isEnabled || !price) return [];
      const open = locations.filter(location => isAvailableIn(location, plan));
      const { id, name, cpuCores, memoryMb, storageGb, trafficGb } = plan;
      return [
        {
          id,
          name,
          cpuCores,
          memoryMb,
          storageGb,
          trafficGb,
          category: price.category,
          price: PriceDto.from(price, price.currency),
          available: open.length > 0,
          locations: open.map(location => {
            const special = own.find(({ groupId }) => groupId === location.id);
            return {
              id: location.id,
              name: location.name,
              ...(special && { price: PriceDto.from(special, special.currency) }),
            };
          }),
        },
      ];
    });
  }
}
