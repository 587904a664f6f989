import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentSession, CurrentUser, type Principal, type SessionCredential } from '@api/platform';
import { STEP_UP_LASTS_MS } from '../../access/step-up';
import { SessionCookies } from '../../sessions/session-cookies';
import type { OpenedSession } from '../../sessions/session.service';
import { PasskeyOptionsDto } from '../passkeys/passkey.dto';
import { StepUpDto, StepUpPasskeyDto, StepUpStateDto, SteppedUpDto } from './step-up.dto';
import { steppedUpUntil, StepUpService } from './step-up.service';

/** Shows again that the caller is who they are, for dangerous acts. */
@ApiTags('auth')
@Controller('auth/step-up')
export class StepUpController {
  constructor(
    private readonly stepUps: StepUpService,
    private readonly cookies: SessionCookies,
  ) {}

  /** Tells how the caller can show that it is them, and until when they have. */
  @Get()
  @Allow('signed-in', { whileSuspended: true })
  async getStepUp(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { steppedUpAt }: SessionCredential,
  ): Promise<StepUpStateDto> {
    return { methods: await this.stepUps.methodsOf(userId), steppedUpUntil: steppedUpUntil(steppedUpAt) };
  }

  /** Takes the password or, from those who have a second factor, a code; the session goes on under new tokens. */
  @Post()
  @HttpCode(200)
  @Allow('signed-in', { whileSuspended: true })
  async stepUp(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() session: SessionCredential,
    @Body() proof: StepUpDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SteppedUpDto> {
    return this.answer(await this.stepUps.byTyping({ userId, session }, proof), reply);
  }

  /** Tells the browser what it needs to answer with a passkey of the caller. */
  @Post('passkey/options')
  @HttpCode(200)
  @Allow('signed-in', { whileSuspended: true })
  async getStepUpPasskeyOptions(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() session: SessionCredential,
  ): Promise<PasskeyOptionsDto> {
    return { options: await this.stepUps.passkeyOptions({ userId, session }) };
  }

  /** Takes the answer of a passkey; the session goes on under new tokens. */
  @Post('passkey')
  @HttpCode(200)
  @Allow('signed-in', { whileSuspended: true })
  async stepUpByPasskey(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() session: SessionCredential,
    @Body() { response }: StepUpPasskeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SteppedUpDto> {
    return this.answer(await this.stepUps.byPasskey({ userId, session }, response), reply);
  }

  private answer(session: OpenedSession, reply: FastifyReply): SteppedUpDto {
    this.cookies.write(reply, session);
    return { steppedUpUntil: new Date(Date.now() + STEP_UP_LASTS_MS) };
  }
}
