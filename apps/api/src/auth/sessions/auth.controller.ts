import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentSession, CurrentUser, type Principal, type SessionCredential, UnauthenticatedError } from '@api/platform';
import { ACCOUNT_RULES } from '@api/settings';
import { takesAtLeast } from '../attempts/even-time';
import { AccountService } from '../users/account.service';
import { RegisterDto, RegisteredDto } from '../users/register.dto';
import { RegistrationService } from '../users/registration.service';
import { SignInService } from '../users/sign-in.service';
import { ChangePasswordDto, LoginAnswerDto, LoginDto, SignedInDto } from './session.dto';
import { SessionCookies } from './session-cookies';
import { SessionService } from './session.service';
import { browserOf, SignInAnswers } from './sign-in-answers';

/** Longer than the slower of the two ways: a new address makes an account, a known one only a mail. */
const REGISTRATION_TAKES_MS = 400;

/** Registration, sign-in and sign-out. */
@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly signIn: SignInService,
    private readonly sessions: SessionService,
    private readonly cookies: SessionCookies,
    private readonly account: AccountService,
    private readonly answers: SignInAnswers,
  ) {}

  /** Registers a customer and mails a code; a known address gets the same answer. */
  @Post('register')
  @Allow('public')
  async register(@Body() form: RegisterDto, @Req() { ip }: FastifyRequest): Promise<RegisteredDto> {
    await takesAtLeast(REGISTRATION_TAKES_MS, () => this.registration.register(form, ip));
    return { email: form.email, resendAfterSeconds: ACCOUNT_RULES.resendCooldownSeconds };
  }

  /** Signs in by username or e-mail; the session travels in cookies. Whoever has a second factor is asked for it. */
  @Post('login')
  @HttpCode(200)
  @Allow('public')
  async login(
    @Body() { username, password, code }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswerDto> {
    const form = { name: username, password, ...(code !== undefined && { code }), ...browserOf(request) };
    return this.answers.firstStep(await this.signIn.signIn(form), reply);
  }

  /** Exchanges the refresh cookie for new cookies. */
  @Post('refresh')
  @HttpCode(200)
  @Allow('public')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedInDto> {
    const token = this.cookies.refreshTokenOf(request);
    if (token === null) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return this.answers.signedIn(await this.sessions.refresh(token, idleSecondsOf(request)), reply);
  }

  /** Ends this session. */
  @Post('logout')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true, whileImpersonating: true })
  async logout(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId, impersonator }: SessionCredential,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (impersonator) await this.sessions.endWaiting(userId, sessionId, 'signed-out');
    else await this.sessions.end(userId, sessionId, 'signed-out');
    this.cookies.clear(reply);
    this.cookies.stopWaiting(reply);
  }

  /** Changes the password and ends the other sessions. */
  @Post('change-password')
  @HttpCode(204)
  @Allow('signed-in', { ownerOnly: true })
  async changePassword(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
  ): Promise<void> {
    await this.account.changePassword(userId, sessionId, currentPassword, newPassword);
  }
}

/** How long ago the person did something, as their page tells it; a caller that tells nothing is taken for busy. */
function idleSecondsOf({ headers }: FastifyRequest): number {
  const told = headers['x-idle-seconds'];
  return typeof told === 'string' && /^\d{1,7}$/.test(told) ? Number(told) : 0;
}
