import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { ServerFinder } from '../reading/server-finder';
import { ServerGrants } from './grants';
import { SharedServers } from './shared-servers';
import { ServerGrantDto, ServerGrantListDto, SharedServerDto, SharedServerPageDto, ShareServerDto } from './sharing.dto';

/** Who else may use a server. */
@ApiTags('servers')
@Controller('user')
export class SharingController {
  constructor(
    private readonly grants: ServerGrants,
    private readonly shared: SharedServers,
    private readonly finder: ServerFinder,
  ) {}

  /** Lists the servers that others share with the caller. */
  @Get('shared-servers')
  @Allow('verified')
  async listSharedServers(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<SharedServerPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.shared.page(userId, page);
    return { data: rows.map(SharedServerDto.from), pagination: Pagination.of(page, total) };
  }

  /** Lists who else may use the server now. */
  @Get('servers/:id/grants')
  @Allow('verified')
  async listServerGrants(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ServerGrantListDto> {
    await this.finder.own(userId, id);
    return { data: (await this.grants.list(id)).map(ServerGrantDto.from) };
  }

  /** Lets another customer use the server until a moment; what they had before is replaced. */
  @Post('servers/:id/grants')
  @Allow('verified', { ownerOnly: true, stepUp: true })
  async shareServer(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() wish: ShareServerDto,
  ): Promise<ServerGrantDto> {
    return ServerGrantDto.from(await this.grants.give(userId, id, wish));
  }

  /** Ends what somebody else may do. */
  @Delete('servers/:id/grants/:grantId')
  @HttpCode(204)
  @Allow('verified')
  async endServerGrant(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Param('grantId', IdParam) grantId: number,
  ): Promise<void> {
    await this.grants.revoke(userId, id, grantId);
  }
}
