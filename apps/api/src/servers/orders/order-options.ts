import { Injectable } from '@nestjs/common';
import { PriceDto, PriceList } from '@api/billing';
import { NotFoundError } from '@api/platform';
import { CatalogueReader, isAvailableIn } from '@api/virtfusion';
import type { OrderOptionsDto } from './order.dto';

/** What can be chosen for a package: places with room, operating systems, and what it costs. */
@Injectable()
export class OrderOptions {
  constructor(
    private readonly catalogue: CatalogueReader,
    private readonly prices: PriceList,
  ) {}

  async of(packageId: number): Promise<OrderOptionsDto> {
    const [plan, price, locations, templates] = await Promise.all([
      this.catalogue.package(packageId),
      this.prices.present(packageId),
      this.catalogue.locations(),
      this.catalogue.templates(packageId),
    ]);
    if (!plan?.isEnabled || !price) throw new NotFoundError('package_not_found', 'This plan is not for sale.');
    const specials = (await this.prices.presentAll()).filter(one => one.packageId === packageId && one.isEnabled);
    const { id, name, cpuCores, memoryMb, storageGb, trafficGb } = plan;
    return {
      package: { id, name, cpuCores, memoryMb, storageGb, trafficGb },
      price: PriceDto.from(price, price.currency),
      locations: locations.map(location => {
        const available = isAvailableIn(location, plan);
        const special = specials.find(({ groupId }) => groupId === location.id);
        return {
          ...(special && { price: PriceDto.from(special, special.currency) }),
          id: location.id,
          name: location.name,
          available,
          reason: available ? null : 'No room for this plan at the moment',
        };
      }),
      templates: templates.map(({ isEndOfLife, kind: _kind, ...template }) => ({ ...template, endOfLife: isEndOfLife })),
    };
  }
}
