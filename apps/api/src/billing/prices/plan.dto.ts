import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { Amount } from '@api/platform';
import type { MirroredPackage } from '@api/virtfusion';
import type { PackagePrice } from './package-price.entity';
import { PriceDto } from './price.dto';

/** A place where servers run. */
export class LocationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
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
  currency!: string;
  validFrom!: Date;
  @ApiProperty({ type: Date, nullable: true }) validTo!: Date | null;

  static from({ id, monthly, currency, validFrom, validTo }: PackagePrice): PriceHistoryDto {
    return { id, monthly: formatDecimal(monthly, currency), currency, validFrom, validTo: validTo ?? null };
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
    const present = history.find(({ validTo }) => validTo === null);
    return {
      id,
      name,
      description,
      enabled: isEnabled,
      cpuCores,
      memoryMb,
      storageGb,
      trafficGb,
      price: present ? PriceDto.of(present.monthly, present.currency) : null,
      isPublic: isEnabled && present !== undefined,
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

/** A new monthly price in the store currency. */
export class SetPriceDto {
  @Amount()
  monthly!: string;
}
