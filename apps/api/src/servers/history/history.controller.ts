import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { ServerLog } from '../log/server-log';
import { ServerLogEntryDto, ServerLogPageDto, ServerLogQuery, serverLogCsv } from '../log/server-log.dto';
import { ObservationPace } from '../observing/pace';
import { ServerFinder } from '../reading/server-finder';
import { Traffic } from '../traffic/traffic';
import { HistoryDto, HistoryPointDto, HistoryQuery, TrafficDto, ViewedServersDto } from './history.dto';
import { Samples } from './samples';

/** What the caller's servers did: figures over time, traffic, and who did what to them. */
@ApiTags('servers')
@Controller('user/servers')
export class HistoryController {
  constructor(
    private readonly finder: ServerFinder,
    private readonly samples: Samples,
    private readonly traffic: Traffic,
    private readonly log: ServerLog,
    private readonly pace: ObservationPace,
  ) {}

  /** Says that somebody looks at these servers; VirtFusion is asked about those whose last word is old. */
  @Post('refresh')
  @HttpCode(202)
  @Allow('verified')
  async refreshServers(@CurrentUser() { userId }: Principal, @Body() { ids }: ViewedServersDto): Promise<void> {
    await this.pace.viewed(await this.finder.those(userId, ids));
  }

  /** Shows what a server was doing; measured while people looked at it, and for a day after. */
  @Get(':id/history')
  @Allow('verified', { scope: 'read:servers' })
  async getServerHistory(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Query() { window = '1h' }: HistoryQuery,
  ): Promise<HistoryDto> {
    await this.finder.own(userId, id);
    return { data: (await this.samples.history(id, window)).map(HistoryPointDto.from) };
  }

  /** Shows a server's traffic by period, as last read. */
  @Get(':id/traffic')
  @Allow('verified', { scope: 'read:servers' })
  async getServerTraffic(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<TrafficDto> {
    await this.finder.own(userId, id);
    return TrafficDto.from(await this.traffic.periods(id), new Date());
  }

  /** Lists what was done to a server, newest first. */
  @Get(':id/logs')
  @Allow('verified', { scope: 'read:servers' })
  async listServerLog(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Query() query: ServerLogQuery,
  ): Promise<ServerLogPageDto> {
    await this.finder.own(userId, id);
    const page = pageOf(query);
    const { action, outcome, from, to } = query;
    const { rows, total } = await this.log.page({ serverId: id, action, outcome, from, to }, page);
    return { data: rows.map(ServerLogEntryDto.from), pagination: Pagination.of(page, total) };
  }

  /** Gives the same as CSV, the newest ten thousand. */
  @Get(':id/logs/export')
  @Allow('verified', { scope: 'read:servers' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async exportServerLog(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Query() { action, outcome, from, to }: ServerLogQuery,
  ): Promise<StreamableFile> {
    await this.finder.own(userId, id);
    const rows = await this.log.whole({ serverId: id, action, outcome, from, to });
    const csv = Buffer.from(serverLogCsv(rows.map(ServerLogEntryDto.from)));
    return new StreamableFile(csv, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="server-${id}-log.csv"`,
    });
  }
}
