import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, pageOf, Pagination, type Principal } from '@api/platform';
import { ServerReader } from './reading/server-reader';
import { ServerDto, ServerPageDto, ServerQuery } from './reading/server.dto';

/** The servers of an API key's owner; for keys only. */
@ApiTags('integrators')
@Controller()
export class KeyServerController {
  constructor(private readonly reader: ServerReader) {}

  /** Lists the servers of the key's owner, newest first, as last known. */
  @Get('servers')
  @Allow('key', { scope: 'read:servers' })
  async listServersByKey(@CurrentUser() { userId }: Principal, @Query() query: ServerQuery): Promise<ServerPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page({ ...query, userId }, page);
    return { data: rows.map(ServerDto.from), pagination: Pagination.of(page, total) };
  }

  /** The same as `GET /api/servers`. */
  @Get('v1/servers')
  @Allow('key', { scope: 'read:servers' })
  listServersByKeyV1(@CurrentUser() caller: Principal, @Query() query: ServerQuery): Promise<ServerPageDto> {
    return this.listServersByKey(caller, query);
  }
}
