import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, type Principal } from '@api/platform';
import { CatalogueReader, isAvailableIn } from '@api/virtfusion';
import { PackageDto, PackageListDto, PriceHistoryDto, PriceScopeQuery, PublicPlanListDto, SetPriceDto } from './plan.dto';
import { PriceList } from './price-list';
import { PublicPlans } from './public-plans';

/** The price list: for everybody, and for staff. */
@ApiTags('packages')
@Controller()
export class PriceController {
  constructor(
    private readonly plans: PublicPlans,
    private readonly prices: PriceList,
    private readonly catalogue: CatalogueReader,
  ) {}

  /** Lists what is for sale, smallest first. */
  @Get('public/packages')
  @Allow('public')
  @Header('Cache-Control', 'public, max-age=15')
  async listPublicPackages(): Promise<PublicPlanListDto> {
    return { data: await this.plans.list() };
  }

  /** The same as `GET /api/public/packages`. */
  @Get('server-packages')
  @Allow('public')
  @Header('Cache-Control', 'public, max-age=15')
  listServerPackages(): Promise<PublicPlanListDto> {
    return this.listPublicPackages();
  }

  /** Lists every package that VirtFusion has, with its prices. */
  @Get('admin/packages')
  @Allow('catalogue.read')
  async listPackages(): Promise<PackageListDto> {
    const [packages, locations, history] = await Promise.all([
      this.catalogue.packages(),
      this.catalogue.locations(),
      this.prices.history(),
    ]);
    return {
      data: packages.map(plan =>
        PackageDto.from(
          plan,
          history.filter(price => price.packageId === plan.id),
          locations.some(location => isAvailableIn(location, plan)),
        ),
      ),
    };
  }

  /** Sells a package at a new price; running servers keep theirs. */
  @Post('admin/packages/:id/pricing')
  @Allow('catalogue.write')
  @Idempotent()
  async setPackagePrice(
    @Param('id', IdParam) id: number,
    @Body() form: SetPriceDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<PriceHistoryDto> {
    return PriceHistoryDto.from(await this.prices.set(id, form, userId));
  }

  /** Stops selling a package, or ends the price that a location has of its own. */
  @Delete('admin/packages/:id/pricing')
  @HttpCode(204)
  @Allow('catalogue.write')
  async removePackagePrice(@Param('id', IdParam) id: number, @Query() { locationId }: PriceScopeQuery): Promise<void> {
    await this.prices.remove(id, locationId ?? null);
  }
}
