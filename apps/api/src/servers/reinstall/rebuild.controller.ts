import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, type Principal } from '@api/platform';
import { ServerFinder } from '../reading/server-finder';
import { RebuildAcceptedDto, RebuildServerDto, ServerSystemsDto } from './rebuild.dto';
import { RebuildService } from './rebuild.service';
import { Systems } from './systems';

/** Installing an operating system anew. */
@ApiTags('servers')
@Controller('user/servers/:id')
export class RebuildController {
  constructor(
    private readonly rebuilds: RebuildService,
    private readonly systems: Systems,
    private readonly finder: ServerFinder,
  ) {}

  /** Lists the operating systems that the server can be given. */
  @Get('templates')
  @Allow('verified', { scope: 'read:servers' })
  async listServerTemplates(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ServerSystemsDto> {
    const server = await this.finder.own(userId, id);
    const templates = await this.systems.of(server);
    return {
      presentId: server.templateId,
      data: templates.map(({ isEndOfLife, kind: _kind, ...template }) => ({ ...template, endOfLife: isEndOfLife })),
    };
  }

  /** Installs an operating system; everything on the disk is lost. The new password is in this answer only. */
  @Post('build')
  @HttpCode(202)
  @Allow('verified', { scope: 'write:servers', stepUp: true })
  async rebuildServer(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() { sshKeyIds = [], ...rebuild }: RebuildServerDto,
  ): Promise<RebuildAcceptedDto> {
    return RebuildAcceptedDto.from(await this.rebuilds.start(userId, id, { ...rebuild, sshKeyIds }));
  }
}
