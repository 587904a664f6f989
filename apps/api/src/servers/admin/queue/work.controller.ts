import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Clock, IdParam, pageOf, Pagination } from '@api/platform';
import { OpenWork } from './open-work';
import { WorkPush } from './push';
import { PushedWorkDto, ServerWorkDto, ServerWorkPageDto, ServerWorkQuery } from './work.dto';

/** What is under way over all servers. */
@ApiTags('admin: servers')
@Controller('admin')
export class WorkController {
  constructor(
    private readonly work: OpenWork,
    private readonly pusher: WorkPush,
    private readonly clock: Clock,
  ) {}

  /** Lists what is open, what hangs and what failed in the last week, over all servers. */
  @Get('server-actions')
  @Allow('servers.read')
  async listServerWork(@Query() query: ServerWorkQuery): Promise<ServerWorkPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.work.page({ state: query.state, now: this.clock.now() }, page);
    return { data: rows.map(ServerWorkDto.from), pagination: Pagination.of(page, total) };
  }

  /** Has the open work of a server looked at now; nothing is done twice by it. */
  @Post('servers/:id/push')
  @HttpCode(202)
  @Allow('servers.write')
  async pushServerWork(@Param('id', IdParam) id: number): Promise<PushedWorkDto> {
    return { work: await this.pusher.push(id) };
  }
}
