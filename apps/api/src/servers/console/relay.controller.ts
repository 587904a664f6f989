import { Controller, Get, Param, Post, HttpCode, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOwnOrigin } from '@api/auth';
import {
  Allow,
  BadRequestError,
  Config,
  CurrentUser,
  ForbiddenError,
  type Principal,
  UnavailableError,
  upgradeOf,
} from '@api/platform';
import { ConsoleDoors } from './console-doors';
import { ConsoleTicketQuery, ConsoleWayDto } from './console.dto';
import { ConsoleRelay } from './relay/console-relay';
import { ConsoleShares } from './sharing';

/** Where browsers connect to consoles. */
@ApiTags('console')
@Controller()
export class RelayController {
  constructor(
    private readonly doors: ConsoleDoors,
    private readonly relay: ConsoleRelay,
    private readonly shares: ConsoleShares,
    private readonly config: Config,
  ) {}

  /** Becomes a WebSocket with the console's bytes, RFB 3.8 without a password. */
  @Get('vnc/ws')
  @Allow('verified')
  @SkipThrottle()
  @ApiExcludeEndpoint()
  async connectConsole(
    @CurrentUser() caller: Principal,
    @Query() { ticket }: ConsoleTicketQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upgrade = upgradeOf(request.raw);
    if (upgrade === undefined) throw new BadRequestError('upgrade_required', 'Only WebSockets are answered here.');
    if (!isOwnOrigin(request, this.config.env.PUBLIC_URL))
      throw new ForbiddenError('csrf_failed', 'This connection came from another site.');
    if (this.relay.isFull) throw new UnavailableError('relay_full', 'Too many consoles are open. Try again later.');
    const visit = await this.doors.redeem(ticket, caller);
    reply.hijack();
    this.relay.open(visit, request.raw, upgrade);
  }

  /** Gives a ticket to look at a console that was shared by a link. */
  @Post('console-shares/:token/session')
  @HttpCode(200)
  @Allow('verified')
  async openSharedConsole(@CurrentUser() caller: Principal, @Param('token') token: string): Promise<ConsoleWayDto> {
    const { server, shareId } = await this.shares.find(token);
    return ConsoleWayDto.from(await this.doors.ask(server, caller, { asStaff: false, viewOnly: true, shareId }));
  }
}
