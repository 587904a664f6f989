import { Body, Controller, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { ServerLabels } from './labels';
import { Possessions } from './possessions';
import {
  PossessionsQuery,
  ServerAddressDto,
  ServerAddressPageDto,
  ServerLabelsDto,
  StorageVolumeDto,
  StorageVolumePageDto,
} from './possessions.dto';

/** What the caller's servers are called, and what comes with them. */
@ApiTags('servers')
@Controller()
export class PossessionsController {
  constructor(
    private readonly labels: ServerLabels,
    private readonly possessions: Possessions,
  ) {}

  /** Renames a server, or changes its notes, tags or favourite mark. */
  @Patch('user/servers/:id')
  @HttpCode(204)
  @Allow('verified', { scope: 'write:servers' })
  async labelServer(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() labels: ServerLabelsDto,
  ): Promise<void> {
    await this.labels.change(userId, id, labels);
  }

  /** Lists the addresses of the caller's servers. */
  @Get('ip-addresses')
  @Allow('verified')
  async listAddresses(@CurrentUser() { userId }: Principal, @Query() query: PossessionsQuery): Promise<ServerAddressPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.possessions.addresses(userId, page, query.serverId);
    return { data: rows.map(ServerAddressDto.from), pagination: Pagination.of(page, total) };
  }

  /** Lists the disks of the caller's servers. */
  @Get('storage-volumes')
  @Allow('verified')
  async listVolumes(@CurrentUser() { userId }: Principal, @Query() query: PossessionsQuery): Promise<StorageVolumePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.possessions.volumes(userId, page, query.serverId);
    return { data: rows.map(StorageVolumeDto.from), pagination: Pagination.of(page, total) };
  }
}
