import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, PageQuery, pageOf, Pagination, type Principal } from '@api/platform';
import { AdoptionDesk } from './adoption';
import { LostServers } from './lost-server';
import { OrphanDesk } from './orphan-desk';
import { OrphanReader } from './orphan-reader';
import {
  AdoptedServerDto,
  AdoptOrphanDto,
  MissingServerDto,
  MissingServerPageDto,
  NamedServerDto,
  OrphanDto,
  OrphanPageDto,
  OrphanQuery,
} from './orphan.dto';

/** Servers that only one side knows: VirtFusion or we. */
@ApiTags('admin: servers')
@Controller('admin')
export class OrphanController {
  constructor(
    private readonly reader: OrphanReader,
    private readonly desk: OrphanDesk,
    private readonly adoption: AdoptionDesk,
    private readonly lost: LostServers,
  ) {}

  /** Lists servers that only VirtFusion knows. */
  @Get('orphans')
  @Allow('servers.read')
  async listOrphans(@Query() query: OrphanQuery): Promise<OrphanPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.orphans(query.state ?? 'open', page);
    return { data: rows.map(OrphanDto.from), pagination: Pagination.of(page, total) };
  }

  /** Takes a server over: it becomes one of ours, with an owner, a package and, unless free, a price from now on. */
  @Post('orphans/:id/adopt')
  @HttpCode(201)
  @Allow('servers.write', { stepUp: true })
  @Idempotent()
  async adoptOrphan(
    @Param('id', IdParam) upstreamId: number,
    @Body() { userId, packageId, charged = true }: AdoptOrphanDto,
    @CurrentUser() caller: Principal,
  ): Promise<AdoptedServerDto> {
    return { id: await this.adoption.adopt({ upstreamId, userId, packageId, isCharged: charged }, caller.userId) };
  }

  /** Puts a server aside; it is not listed as open any more. */
  @Post('orphans/:id/ignore')
  @HttpCode(204)
  @Allow('servers.write')
  async ignoreOrphan(@Param('id', IdParam) upstreamId: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.decide(upstreamId, 'ignored', caller.userId);
  }

  /** Lists a server as open again. */
  @Post('orphans/:id/reopen')
  @HttpCode(204)
  @Allow('servers.write')
  async reopenOrphan(@Param('id', IdParam) upstreamId: number, @CurrentUser() caller: Principal): Promise<void> {
    await this.desk.decide(upstreamId, 'open', caller.userId);
  }

  /** Lists servers of ours that VirtFusion no longer lists. */
  @Get('missing-servers')
  @Allow('servers.read')
  async listMissingServers(@Query() query: PageQuery): Promise<MissingServerPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.missing(page);
    return { data: rows.map(MissingServerDto.from), pagination: Pagination.of(page, total) };
  }

  /** Marks a lost server as deleted and ends its meter; VirtFusion is asked once more before. */
  @Post('servers/:id/mark-deleted')
  @HttpCode(204)
  @Allow('servers.write', { stepUp: true })
  async markServerDeleted(@Param('id', IdParam) id: number, @Body() { name }: NamedServerDto): Promise<void> {
    await this.lost.markDeleted(id, name);
  }
}
