import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { VirtfusionHealth } from '../health/health.service';
import { Surprises } from './surprises';
import { SurpriseDto, SurprisePageDto, SurpriseQuery, VirtfusionStateDto } from './watch.dto';
import { WatchReader } from './watch-reader';

/** How we get on with VirtFusion, for staff. */
@ApiTags('admin: virtfusion')
@Controller('admin/virtfusion')
export class WatchController {
  constructor(
    private readonly health: VirtfusionHealth,
    private readonly reader: WatchReader,
    private readonly surprises: Surprises,
  ) {}

  /** Says whether VirtFusion answers, which groups are being asked, and how calls ended within the last hour. */
  @Get()
  @Allow('jobs.read')
  async getVirtfusionState(): Promise<VirtfusionStateDto> {
    return VirtfusionStateDto.of(await this.health.readInFull(), await this.reader.read());
  }

  /** Lists answers that were not as documented, newest first. */
  @Get('surprises')
  @Allow('jobs.read')
  async listVirtfusionSurprises(@Query() query: SurpriseQuery): Promise<SurprisePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.surprises.page(query.state, page);
    return { data: rows.map(SurpriseDto.from), pagination: Pagination.of(page, total) };
  }

  /** Notes that a surprise was looked into. It is still counted when it comes again, but nobody is told. */
  @Post('surprises/:id/acknowledge')
  @HttpCode(204)
  @Allow('jobs.write')
  @ApiNotFoundResponse({ description: '`surprise_not_found`' })
  acknowledgeVirtfusionSurprise(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    return this.surprises.acknowledge(id, userId);
  }
}
