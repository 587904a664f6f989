import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, PageQuery, pageOf, Pagination, type Principal } from '@api/platform';
import { MeterIncidents } from './meter-incidents';
import { MeterIncidentDto, MeterIncidentPageDto, UsageDto } from './usage.dto';
import { UsageReader } from './usage-reader';

/** What was used, and how the meters behave. */
@ApiTags('billing')
@Controller()
export class UsageController {
  constructor(
    private readonly usage: UsageReader,
    private readonly incidents: MeterIncidents,
  ) {}

  /** Tells what the last thirty days cost, by server and day, and why it differs from the thirty days before. */
  @Get('billing/usage/last30days')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getUsageLast30Days(@CurrentUser() { userId }: Principal): Promise<UsageDto> {
    return UsageDto.from(await this.usage.lastThirtyDays(userId));
  }

  /** Lists what meters did that they should not, newest first. */
  @Get('admin/billing/meter-incidents')
  @Allow('billing.read')
  async listMeterIncidents(@Query() query: PageQuery): Promise<MeterIncidentPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.incidents.page(page);
    return { data: rows.map(MeterIncidentDto.from), pagination: Pagination.of(page, total) };
  }
}
