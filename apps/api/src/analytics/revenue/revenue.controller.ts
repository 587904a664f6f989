import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Clock } from '@api/platform';
import { SettingsService } from '@api/settings';
import { RevenueDto, RevenueQuery } from './revenue.dto';
import { RevenueReader } from './revenue-reader';

const DEFAULT_DAYS = 30;

/** Money at a glance, for staff. */
@ApiTags('admin: analytics')
@Controller('admin/analytics')
export class RevenueController {
  constructor(
    private readonly revenue: RevenueReader,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Tells what was earned, topped up and given back in the last days, and what is owed now. */
  @Get('revenue')
  @Allow('billing.read', { scope: 'admin:billing' })
  async getRevenue(@Query() { days = DEFAULT_DAYS }: RevenueQuery): Promise<RevenueDto> {
    const from = this.revenue.since(days);
    const [standing, flows, perDay, payments] = await Promise.all([
      this.revenue.standing(),
      this.revenue.flows(from),
      this.revenue.days(from),
      this.revenue.payments(from),
    ]);
    const period = { from, asOf: this.clock.now() };
    return RevenueDto.of(this.settings.get('billing.currency'), period, { standing, flows, days: perDay, payments });
  }
}
