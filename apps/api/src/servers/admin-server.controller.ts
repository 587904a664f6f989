import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, NotFoundError, pageOf, Pagination } from '@api/platform';
import { ServerReader } from './reading/server-reader';
import { OwnedServerDetailDto, OwnedServerDto, OwnedServerPageDto, AllServersQuery } from './reading/server.dto';

/** Everybody's servers, for staff. */
@ApiTags('admin: servers')
@Controller('admin/servers')
export class AdminServerController {
  constructor(private readonly reader: ServerReader) {}

  /** Lists all servers, newest first; searches names, addresses and owners. */
  @Get()
  @Allow('servers.read', { scope: 'admin:system' })
  async listAllServers(@Query() query: AllServersQuery): Promise<OwnedServerPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(query, page);
    return { data: rows.map(OwnedServerDto.fromOwned), pagination: Pagination.of(page, total) };
  }

  /** Shows one server and its owner. */
  @Get(':id')
  @Allow('servers.read')
  async getServerForAdmin(@Param('id', IdParam) id: number): Promise<OwnedServerDetailDto> {
    const found = await this.reader.find(id);
    if (!found) throw new NotFoundError('server_not_found', 'There is no such server.');
    return OwnedServerDetailDto.fromOwnedParts(found);
  }
}
