import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentSession, CurrentUser, IdParam, type Principal, type SessionCredential } from '@api/platform';
import { SessionCookies } from '../sessions/session-cookies';
import { ImpersonationDto, ImpersonationEndedDto, StartImpersonationDto } from './impersonation.dto';
import { ImpersonationService } from './impersonation.service';

/** Staff with a customer's eyes: reading only unless asked otherwise, for a limited time, visible to the customer, written down. */
@ApiTags('admin: users')
@Controller()
export class ImpersonationController {
  constructor(
    private readonly impersonation: ImpersonationService,
    private readonly cookies: SessionCookies,
  ) {}

  /** Turns this browser's session into a look at a customer's portal; the caller's own session waits. */
  @Post('admin/users/:id/impersonate')
  @HttpCode(200)
  @Allow('users.impersonate', { stepUp: true })
  async startImpersonation(
    @Param('id', IdParam) id: number,
    @Body() wish: StartImpersonationDto,
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImpersonationDto> {
    const browser = { address: request.ip, userAgent: request.headers['user-agent'] ?? 'unknown' };
    const opened = await this.impersonation.start({ userId, sessionId }, id, wish, browser);
    this.cookies.keepWaiting(request, reply);
    this.cookies.write(reply, opened);
    return { userId: id, endsAt: opened.absoluteEndAt };
  }

  /** Ends the look and gives the caller's own session back to the browser in which it waits; any other is signed out. */
  @Post('auth/stop-impersonation')
  @HttpCode(200)
  @Allow('signed-in', { whileSuspended: true, whileImpersonating: true })
  async stopImpersonation(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImpersonationEndedDto> {
    const own = await this.impersonation.stop(userId, sessionId, this.cookies.waitingTokenOf(request));
    if (own) this.cookies.write(reply, own);
    else this.cookies.clear(reply);
    this.cookies.stopWaiting(reply);
    return { userId };
  }
}
