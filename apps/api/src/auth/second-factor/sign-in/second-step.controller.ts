import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '@api/platform';
import { SignedInDto } from '../../sessions/session.dto';
import { browserOf, SignInAnswers } from '../../sessions/sign-in-answers';
import { PasskeyOptionsDto } from '../passkeys/passkey.dto';
import { SecondStepCodeDto, SignInPasskeyDto, SignInPasskeyOptionsDto } from './second-step.dto';
import { SecondStepService } from './second-step.service';

/** The second step of a sign-in, and the sign-in by passkey alone. */
@ApiTags('auth')
@Controller('auth/login')
export class SecondStepController {
  constructor(
    private readonly secondStep: SecondStepService,
    private readonly answers: SignInAnswers,
  ) {}

  /** Finishes a sign-in by a code of the authenticator app or a recovery code. */
  @Post('second-factor')
  @HttpCode(200)
  @Allow('public')
  async loginBySecondFactor(
    @Body() { challenge, code }: SecondStepCodeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    return this.answers.signedIn(await this.secondStep.byCode(challenge, code, browserOf(request)), reply);
  }

  /** Tells the browser what it needs to answer with a passkey. */
  @Post('passkey/options')
  @HttpCode(200)
  @Allow('public')
  async getLoginPasskeyOptions(
    @Body() { challenge }: SignInPasskeyOptionsDto,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyOptionsDto> {
    return { options: await this.secondStep.passkeyOptions(challenge, browserOf(request)) };
  }

  /** Signs in by passkey: as the second step, or without a password when the authenticator checked its owner. */
  @Post('passkey')
  @HttpCode(200)
  @Allow('public')
  async loginByPasskey(
    @Body() { challenge, response }: SignInPasskeyDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    return this.answers.signedIn(await this.secondStep.byPasskey(challenge, response, browserOf(request)), reply);
  }
}
