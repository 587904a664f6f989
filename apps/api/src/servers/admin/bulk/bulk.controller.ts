import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { ServerBulk } from './bulk';
import { ApplyBulkServersDto, BulkServerPlanDto, BulkServersDto } from './bulk.dto';

/** What staff do to many servers at once. */
@ApiTags('admin: servers')
@Controller('admin/servers/bulk')
export class ServerBulkController {
  constructor(private readonly bulk: ServerBulk) {}

  /** Tells what would be done to which; nothing is. */
  @Post('preview')
  @HttpCode(200)
  @Allow('servers.write')
  async previewBulkServers(@Body() order: BulkServersDto): Promise<BulkServerPlanDto> {
    const { servers, ...plan } = await this.bulk.plan(order);
    return { ...plan, servers: [...servers] };
  }

  /** Does exactly what the preview told; refused when that has changed. */
  @Post()
  @HttpCode(202)
  @Allow('servers.write', { stepUp: true })
  async applyBulkServers(
    @Body() { fingerprint, ...order }: ApplyBulkServersDto,
    @CurrentUser() caller: Principal,
  ): Promise<BulkServerPlanDto> {
    const { servers, ...plan } = await this.bulk.apply(order, fingerprint, caller.userId);
    return { ...plan, servers: [...servers] };
  }
}
