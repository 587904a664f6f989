import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Clock, CurrentUser, Idempotent, IdParam, PageQuery, pageOf, Pagination, type Principal } from '@api/platform';
import { SettingsService } from '@api/settings';
import {
  CreatedPriceChangeDto,
  OldPricesDto,
  OldPriceServerDto,
  PriceChangeDto,
  PriceChangePageDto,
  SchedulePriceChangeDto,
} from './price-change.dto';
import { PriceChanges } from './price-changes';
import { RunningPrices } from './running-prices';

const DAY_MS = 86_400_000;

/** New prices for running servers. */
@ApiTags('packages')
@Controller('admin')
export class PriceChangeController {
  constructor(
    private readonly changes: PriceChanges,
    private readonly running: RunningPrices,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Lists the running servers of a package whose price is not today's. */
  @Get('packages/:id/old-prices')
  @Allow('catalogue.read')
  async listOldPrices(@Param('id', IdParam) id: number): Promise<OldPricesDto> {
    const notice = this.settings.get('billing.priceNoticeDays') * DAY_MS;
    return {
      data: (await this.running.atOldPrices(id)).map(OldPriceServerDto.from),
      earliestAt: new Date(this.clock.now().getTime() + notice),
    };
  }

  /** Announces today's price to servers that run at an older one; their owners are told. */
  @Post('packages/:id/price-changes')
  @Allow('catalogue.write', { stepUp: true })
  @Idempotent()
  async schedulePriceChange(
    @Param('id', IdParam) id: number,
    @Body() form: SchedulePriceChangeDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<CreatedPriceChangeDto> {
    return { id: await this.changes.schedule({ packageId: id, ...form }, userId) };
  }

  /** Lists new prices for running servers, newest first. */
  @Get('price-changes')
  @Allow('catalogue.read')
  async listPriceChanges(@Query() query: PageQuery): Promise<PriceChangePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.changes.page(page);
    return { data: rows.map(PriceChangeDto.from), pagination: Pagination.of(page, total) };
  }

  /** Takes an announced price back before it takes effect. */
  @Delete('price-changes/:id')
  @HttpCode(204)
  @Allow('catalogue.write')
  async cancelPriceChange(@Param('id', IdParam) id: number): Promise<void> {
    await this.changes.cancel(id);
  }
}
