import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount, Flag, Id, QueryWhole, Text, Whole } from '@api/platform';
import type { MirroredPackage } from '@api/virtfusion';
import type { PackagePrice } from './package-price.entity';
import { PriceDto } from './price.dto';

/** A place where servers run. */
export class LocationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  /** Where it differs from the price elsewhere. */
  price?: PriceDto;
}

/** A package that is for sale. */
export class PublicPlanDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @ApiProperty({ type: 'integer' }) cpuCores!: number;
  @ApiProperty({ type: 'integer' }) memoryMb!: number;
  @ApiProperty({ type: 'integer' }) storageGb!: number;
  /** 0 means unlimited. */
  @ApiProperty({ type: 'integer' }) trafficGb!: number;
  /** Where it stands in the price list; empty or left out means nowhere in particular. */
  category?: string;
  price!: PriceDto;
  /** Whether any location can take one now. */
  available!: boolean;
  locations!: LocationDto[];
}

/** The price table. */
export class PublicPlanListDto {
  data!: PublicPlanDto[];
}

/** A price and the time it held. */
export class PriceHistoryDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  monthly!: string;
  /** The price of its own that an hour has; null means a 730th of the month. */
  @ApiProperty({ type: String, nullable: true }) hourly!: string | null;
  setupFee!: string;
  @ApiProperty({ type: 'integer' }) minimumHours!: number;
  category!: string;
  /** False: kept in the list, but not sold. */
  enabled!: boolean;
  /** The location that it is for; null is everywhere else. */
  @ApiProperty({ type: 'integer', nullable: true }) locationId!: number | null;
  currency!: string;
  validFrom!: Date;
  @ApiProperty({ type: Date, nullable: true }) validTo!: Date | null;

  static from(price: PackagePrice): PriceHistoryDto {
    const { id, groupId, currency, validFrom, validTo } = price;
    const { monthly, hourly, setupFee, minimumHours, category, isEnabled } = price.terms;
    const money = (amount: bigint) => formatDecimal(amount, currency);
    return {
      ...{ id, monthly: money(monthly), hourly: hourly === null ? null : money(hourly), setupFee: money(setupFee) },
      ...{
        minimumHours,
        category,
        enabled: isEnabled,
        locationId: groupId ?? null,
        currency,
        validFrom,
        validTo: validTo ?? null,
      },
    };
  }
}

/** A package as staff see it, sold or not. */
export class PackageDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @ApiProperty({ type: String, nullable: true }) description!: string | null;
  enabled!: boolean;
  @ApiProperty({ type: 'integer' }) cpuCores!: number;
  @ApiProperty({ type: 'integer' }) memoryMb!: number;
  @ApiProperty({ type: 'integer' }) storageGb!: number;
  @ApiProperty({ type: 'integer' }) trafficGb!: number;
  @ApiProperty({ type: PriceDto, nullable: true }) price!: PriceDto | null;
  /** Shown in the public price table. */
  isPublic!: boolean;
  priceHistory!: PriceHistoryDto[];
  available!: boolean;
  mirroredAt!: Date;

  static from(plan: MirroredPackage, history: PackagePrice[], available: boolean): PackageDto {
    const { id, name, description, isEnabled, cpuCores, memoryMb, storageGb, trafficGb, mirroredAt } = plan;
    const present = history.find(({ validTo, groupId }) => validTo === null && groupId === null);
    return {
      id,
      name,
      description,
      enabled: isEnabled,
      cpuCores,
      memoryMb,
      storageGb,
      trafficGb,
      price: present ? PriceDto.from(present, present.currency) : null,
      isPublic: isEnabled && present?.isEnabled === true,
      priceHistory: history.map(PriceHistoryDto.from),
      available,
      mirroredAt,
    };
  }
}

/** All packages. */
export class PackageListDto {
  data!: PackageDto[];
}

/** A new price in the store currency; what is left out is nothing. */
export class SetPriceDto {
  @Amount()
  monthly!: string;

  @Amount({ optional: true, description: 'The price of an hour; left out, it is a 730th of the month.', example: '0.0075' })
  hourly?: string;

  @Amount({ optional: true, description: 'Taken once with the order.', example: '0.00' })
  setupFee?: string;

  @Whole({ optional: true, min: 0, max: 730, description: 'Hours that are paid at least.' })
  minimumHours?: number;

  @Text({ optional: true, min: 0, max: 60 })
  category?: string;

  @Flag({ optional: true, description: 'False keeps it in the list without selling it.' })
  enabled?: boolean;

  @Id({ optional: true, description: 'For one location only.' })
  locationId?: number;
}

/** Whose price is meant. */
export class PriceScopeQuery {
  @QueryWhole({ min: 1, max: 2_147_483_647 })
  locationId?: number;
}
