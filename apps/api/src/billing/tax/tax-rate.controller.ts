import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Clock, CurrentUser, Idempotent, IdParam, type Principal } from '@api/platform';
import { SettingsService } from '@api/settings';
import { TaxDesk } from './tax-desk';
import { SetTaxRateDto, TaxRateDto, TaxRateListDto } from './tax-rate.dto';

/** How credit purchases are taxed. */
@ApiTags('billing')
@Controller('admin/tax-rates')
export class TaxRateController {
  constructor(
    private readonly desk: TaxDesk,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  /** Lists the tax rates in force, planned and of the past. */
  @Get()
  @Allow('billing.read')
  async listTaxRates(): Promise<TaxRateListDto> {
    const now = this.clock.now();
    const rates = await this.desk.all();
    return { data: rates.map(rate => TaxRateDto.from(rate, now)), homeCountry: this.settings.get('company.country') };
  }

  /** Sets the rate of a country and kind of customer, now or from a later moment on. */
  @Post()
  @Allow('billing.write')
  @Idempotent()
  async setTaxRate(@Body() form: SetTaxRateDto, @CurrentUser() { userId }: Principal): Promise<TaxRateDto> {
    const from = form.validFrom === undefined ? null : new Date(form.validFrom);
    return TaxRateDto.from(await this.desk.set(form, from, userId), this.clock.now());
  }

  /** Ends a rate, or takes back one that is planned. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('billing.write')
  async endTaxRate(@Param('id', IdParam) id: number): Promise<void> {
    await this.desk.end(id);
  }
}
