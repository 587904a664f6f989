import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  type AuthenticatedRequest,
  CurrentUser,
  Idempotent,
  idempotencyKeyOf,
  IdParam,
  NotFoundError,
  OneOfParam,
  pageOf,
  Pagination,
  type Principal,
} from '@api/platform';
import { DeletionService } from './deletion/deletion.service';
import { ObservationPace } from './observing/pace';
import { OrderOptions } from './orders/order-options';
import { OrderOptionsDto, OrderOptionsQuery, OrderServerDto } from './orders/order.dto';
import { OrderService } from './orders/order.service';
import { PasswordService } from './power/password.service';
import { PowerService } from './power/power.service';
import { POWER_ACTIONS, type PowerAction } from './power/server-action.entity';
import { ServerFinder } from './reading/server-finder';
import { ServerReader } from './reading/server-reader';
import {
  ActionDto,
  NewPasswordDto,
  PowerAcceptedDto,
  ServerDetailDto,
  ServerDto,
  ServerPageDto,
  ServerQuery,
} from './reading/server.dto';

/** The caller's servers. */
@ApiTags('servers')
@Controller('user/servers')
export class ServerController {
  constructor(
    private readonly reader: ServerReader,
    private readonly finder: ServerFinder,
    private readonly options: OrderOptions,
    private readonly orders: OrderService,
    private readonly powers: PowerService,
    private readonly passwords: PasswordService,
    private readonly deletion: DeletionService,
    private readonly pace: ObservationPace,
  ) {}

  /** Tells what can be chosen when ordering a package. */
  @Get('options')
  @Allow('verified', { scope: 'read:servers' })
  getOrderOptions(@Query() { packageId = 0 }: OrderOptionsQuery): Promise<OrderOptionsDto> {
    return this.options.of(packageId);
  }

  /** Orders a server; its first hour is charged, building goes on in the background. */
  @Post()
  @HttpCode(202)
  @Allow('verified', { scope: 'write:servers' })
  @Idempotent()
  async orderServer(
    @CurrentUser() { userId }: Principal,
    @Body() order: OrderServerDto,
    @Req() request: AuthenticatedRequest,
  ): Promise<ServerDetailDto> {
    const { sshPublicKey = null, ...choice } = order;
    return this.detail(userId, await this.orders.order(userId, { ...choice, sshPublicKey }, idempotencyKeyOf(request)));
  }

  /** Lists the caller's servers, newest first, as last known. */
  @Get()
  @Allow('verified', { scope: 'read:servers' })
  async listServers(@CurrentUser() { userId }: Principal, @Query() query: ServerQuery): Promise<ServerPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page({ ...query, userId, favourites: query.show === 'favourites' }, page);
    return { data: rows.map(ServerDto.from), pagination: Pagination.of(page, total) };
  }

  /** Shows one of the caller's servers, as last known. */
  @Get(':id')
  @Allow('verified', { scope: 'read:servers' })
  getServer(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ServerDetailDto> {
    return this.detail(userId, id);
  }

  /** Asks VirtFusion how the server is; the page hears of it over the live stream. */
  @Post(':id/refresh')
  @HttpCode(202)
  @Allow('verified')
  async refreshServer(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    await this.finder.own(userId, id);
    await this.pace.viewed([id]);
  }

  /** Starts, shuts down, restarts or forces off. */
  @Post(':id/power/:action')
  @ApiParam({ name: 'action', enum: POWER_ACTIONS, enumName: 'PowerAction' })
  @HttpCode(202)
  @Allow('verified', { scope: 'write:servers' })
  async powerServer(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Param('action', new OneOfParam('action', POWER_ACTIONS)) action: PowerAction,
  ): Promise<PowerAcceptedDto> {
    return { action: ActionDto.from(await this.powers.power(userId, id, action)) };
  }

  /** Gives the administrator a new password, shown in this answer only. */
  @Post(':id/reset-password')
  @HttpCode(200)
  @Allow('verified', { scope: 'write:servers' })
  resetServerPassword(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<NewPasswordDto> {
    return this.passwords.reset(userId, id);
  }

  /** Deletes the server after a delay in which it can be brought back. */
  @Delete(':id')
  @HttpCode(202)
  @Allow('verified', { scope: 'write:servers', stepUp: true })
  async deleteServer(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ServerDetailDto> {
    await this.deletion.request(userId, id);
    return this.detail(userId, id);
  }

  /** Brings a server back whose deletion is still waiting. */
  @Post(':id/cancel-deletion')
  @HttpCode(200)
  @Allow('verified', { scope: 'write:servers' })
  async cancelServerDeletion(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<ServerDetailDto> {
    await this.deletion.cancel(userId, id);
    return this.detail(userId, id);
  }

  private async detail(userId: number, id: number): Promise<ServerDetailDto> {
    const found = await this.reader.find(id, userId);
    if (!found) throw new NotFoundError('server_not_found', 'There is no such server.');
    return ServerDetailDto.fromParts(found);
  }
}
