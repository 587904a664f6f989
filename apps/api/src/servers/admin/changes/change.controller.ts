import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, type Principal } from '@api/platform';
import { ServerFinder } from '../../reading/server-finder';
import { ServerFactsReader } from '../facts/server-facts';
import { ServerFactsDto } from '../facts/server-facts.dto';
import { ChangeOwnerDto, ChangeResourcesDto } from './change.dto';
import { OwnerChange } from './owner-change';
import { ServerResources } from './resources';

/** What staff change of a server: its size, its speed, whose it is. */
@ApiTags('admin: servers')
@Controller('admin/servers/:id')
export class ChangeController {
  constructor(
    private readonly resources: ServerResources,
    private readonly owners: OwnerChange,
    private readonly finder: ServerFinder,
    private readonly facts: ServerFactsReader,
  ) {}

  /** Sets memory, cores, traffic or throttle in VirtFusion, and tells what it made of it. */
  @Put('resources')
  @Allow('servers.write')
  async changeServerResources(@Param('id', IdParam) id: number, @Body() change: ChangeResourcesDto): Promise<ServerFactsDto> {
    await this.resources.change(id, change);
    return ServerFactsDto.from(await this.facts.of(id));
  }

  /** Gives a server to another account; the old owner pays until then. */
  @Post('owner')
  @HttpCode(202)
  @Allow('servers.write', { stepUp: true })
  async changeServerOwner(
    @Param('id', IdParam) id: number,
    @Body() { userId, name, reason }: ChangeOwnerDto,
    @CurrentUser() caller: Principal,
  ): Promise<void> {
    await this.finder.named(id, name);
    await this.owners.ask(id, { toUserId: userId, askedBy: caller.userId, reason });
  }
}
