import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@api/platform';
import { OverviewDto } from './overview.dto';
import { OverviewReader } from './overview-reader';

/** The business at a glance, for staff. */
@ApiTags('admin: overview')
@Controller('admin/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewReader) {}

  /** Counts customers, servers, money, payments and jobs. */
  @Get()
  @Allow('overview.read')
  getOverview(): Promise<OverviewDto> {
    return this.overview.read();
  }
}
