import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, NotFoundError, pageOf, Pagination } from '@api/platform';
import { HistoryDto, HistoryPointDto, HistoryQuery, TrafficDto } from '../history/history.dto';
import { Samples } from '../history/samples';
import { ServerLog } from '../log/server-log';
import { ServerLogQuery } from '../log/server-log.dto';
import { ObservationPace } from '../observing/pace';
import { ServerFinder } from '../reading/server-finder';
import { ServerReader } from '../reading/server-reader';
import { OwnedServerDetailDto, OwnedServerDto, OwnedServerPageDto } from '../reading/server.dto';
import { Traffic } from '../traffic/traffic';
import { ServerFactsReader } from './facts/server-facts';
import { RawServerDto, ServerFactsDto } from './facts/server-facts.dto';
import { StaffLogEntryDto, StaffLogPageDto } from './facts/staff-log.dto';
import { ServerSearch } from './listing/server-search';
import { AllServersQuery } from './listing/server-search.dto';

/** Everybody's servers, for staff to find and look at. */
@ApiTags('admin: servers')
@Controller('admin/servers')
export class AdminServerController {
  constructor(
    private readonly reader: ServerReader,
    private readonly search: ServerSearch,
    private readonly finder: ServerFinder,
    private readonly facts: ServerFactsReader,
    private readonly log: ServerLog,
    private readonly traffic: Traffic,
    private readonly samples: Samples,
    private readonly pace: ObservationPace,
  ) {}

  /** Lists all servers, newest first unless said otherwise; searches names, addresses, hypervisors, owners and numbers. */
  @Get()
  @Allow('servers.read', { scope: 'admin:system' })
  async listAllServers(@Query() query: AllServersQuery): Promise<OwnedServerPageDto> {
    const page = pageOf(query);
    const { ids, total } = await this.search.find(query, page);
    return { data: (await this.reader.these(ids)).map(OwnedServerDto.fromOwned), pagination: Pagination.of(page, total) };
  }

  /** Shows one server and its owner. */
  @Get(':id')
  @Allow('servers.read')
  async getServerForAdmin(@Param('id', IdParam) id: number): Promise<OwnedServerDetailDto> {
    const found = await this.reader.find(id);
    if (!found) throw new NotFoundError('server_not_found', 'There is no such server.');
    return OwnedServerDetailDto.fromOwnedParts(found);
  }

  /** Shows what its customer does not see: where it runs, its true size, suspensions, what waits. */
  @Get(':id/facts')
  @Allow('servers.read')
  async getServerFacts(@Param('id', IdParam) id: number): Promise<ServerFactsDto> {
    return ServerFactsDto.from(await this.facts.of(id));
  }

  /** Shows what we have stored of a server, word for word. */
  @Get(':id/raw')
  @Allow('servers.read')
  async getRawServer(@Param('id', IdParam) id: number): Promise<RawServerDto> {
    return { data: await this.facts.raw(id) };
  }

  /** Shows a server's traffic by period, as last read. */
  @Get(':id/traffic')
  @Allow('servers.read')
  async getServerTrafficForAdmin(@Param('id', IdParam) id: number): Promise<TrafficDto> {
    await this.finder.anybodys(id);
    return TrafficDto.from(await this.traffic.periods(id), new Date());
  }

  /** Shows what a server was doing. */
  @Get(':id/history')
  @Allow('servers.read')
  async getServerHistoryForAdmin(
    @Param('id', IdParam) id: number,
    @Query() { window = '1h' }: HistoryQuery,
  ): Promise<HistoryDto> {
    await this.finder.anybodys(id);
    return { data: (await this.samples.history(id, window)).map(HistoryPointDto.from) };
  }

  /** Lists what was done to a server, by whom and from where, newest first. */
  @Get(':id/logs')
  @Allow('servers.read')
  async listServerLogForAdmin(@Param('id', IdParam) id: number, @Query() query: ServerLogQuery): Promise<StaffLogPageDto> {
    await this.finder.anybodys(id);
    const page = pageOf(query);
    const { action, outcome, from, to } = query;
    const { rows, total } = await this.log.page({ serverId: id, action, outcome, from, to }, page);
    return { data: rows.map(StaffLogEntryDto.from), pagination: Pagination.of(page, total) };
  }

  /** Asks VirtFusion about a server unless that was just done. */
  @Post(':id/refresh')
  @HttpCode(202)
  @Allow('servers.read')
  async refreshServerForAdmin(@Param('id', IdParam) id: number): Promise<void> {
    await this.finder.anybodys(id);
    await this.pace.viewed([id]);
  }
}
