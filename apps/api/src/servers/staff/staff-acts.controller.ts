import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, OneOfParam, type Principal } from '@api/platform';
import { DeletionService } from '../deletion/deletion.service';
import { PowerService } from '../power/power.service';
import { POWER_ACTIONS, type PowerAction } from '../power/server-action.entity';
import { ServerFinder } from '../reading/server-finder';
import { ActionDto, PowerAcceptedDto } from '../reading/server.dto';
import { DeleteServerDto, SuspendServerDto } from './staff.dto';
import { StaffSuspension } from './suspension';

/** What staff do to anybody's server. The owner's rules hold; the log shows that it was staff. */
@ApiTags('admin: servers')
@Controller('admin/servers/:id')
export class StaffActsController {
  constructor(
    private readonly finder: ServerFinder,
    private readonly powers: PowerService,
    private readonly deletion: DeletionService,
    private readonly suspension: StaffSuspension,
  ) {}

  /** Starts, shuts down, restarts or forces off. */
  @Post('power/:action')
  @ApiParam({ name: 'action', enum: POWER_ACTIONS, enumName: 'PowerAction' })
  @HttpCode(202)
  @Allow('servers.write')
  async powerServerByStaff(
    @Param('id', IdParam) id: number,
    @Param('action', new OneOfParam('action', POWER_ACTIONS)) action: PowerAction,
  ): Promise<PowerAcceptedDto> {
    const { userId } = await this.finder.anybodys(id);
    return { action: ActionDto.from(await this.powers.power(userId, id, action)) };
  }

  /** Suspends a server; its owner is told the reason. */
  @Post('suspend')
  @HttpCode(202)
  @Allow('servers.write')
  async suspendServer(
    @Param('id', IdParam) id: number,
    @Body() { reason }: SuspendServerDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<void> {
    await this.suspension.suspend(id, reason, userId);
  }

  /** Lifts a suspension by staff. */
  @Post('unsuspend')
  @HttpCode(202)
  @Allow('servers.write')
  async unsuspendServer(@Param('id', IdParam) id: number): Promise<void> {
    await this.suspension.lift(id);
  }

  /** Deletes a server after a delay in which it can be brought back; the name has to be given. */
  @Delete()
  @HttpCode(202)
  @Allow('servers.write', { stepUp: true })
  async deleteServerByStaff(@Param('id', IdParam) id: number, @Body() { name, delayMinutes }: DeleteServerDto): Promise<void> {
    const { userId } = await this.finder.named(id, name);
    await this.deletion.request(userId, id, delayMinutes);
  }

  /** Brings a server back whose deletion is still waiting. */
  @Post('cancel-deletion')
  @HttpCode(202)
  @Allow('servers.write')
  async cancelDeletionByStaff(@Param('id', IdParam) id: number): Promise<void> {
    const { userId } = await this.finder.anybodys(id);
    await this.deletion.cancel(userId, id);
  }
}
