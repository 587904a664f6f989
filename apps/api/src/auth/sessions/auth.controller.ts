import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentSession, CurrentUser, type Principal, type SessionCredential, UnauthenticatedError } from '@api/platform';
import { ACCOUNT_RULES } from '@api/settings';
import { AccountService } from '../users/account.service';
import { LinkReader } from '../users/link-reader';
import { RegisterDto, RegisteredDto } from '../users/register.dto';
import { RegistrationService } from '../users/registration.service';
import { SignInService } from '../users/sign-in.service';
import { UserDto } from '../users/user.dto';
import { ChangePasswordDto, LoginDto, SignedInDto } from './session.dto';
import { SessionCookies } from './session-cookies';
import { type OpenedSession, SessionService } from './session.service';

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
    private readonly links: LinkReader,
  ) {}

  /** Registers a customer and mails a code; a known address gets the same answer. */
  @Post('register')
  @Allow('public')
  async register(@Body() form: RegisterDto, @Req() { ip }: FastifyRequest): Promise<RegisteredDto> {
    await this.registration.register(form, ip);
    return { email: form.email, resendAfterSeconds: ACCOUNT_RULES.resendCooldownSeconds };
  }

  /** Signs in by username or e-mail; the session travels in cookies. */
  @Post('login')
  @HttpCode(200)
  @Allow('public')
  async login(
    @Body() { username, password }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    const userAgent = request.headers['user-agent'] ?? 'unknown';
    return this.answer(await this.signIn.signIn({ name: username, password, address: request.ip, userAgent }), reply);
  }

  /** Exchanges the refresh cookie for new cookies. */
  @Post('refresh')
  @HttpCode(200)
  @Allow('public')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedInDto> {
    const token = this.cookies.refreshTokenOf(request);
    if (token === null) throw new UnauthenticatedError('unauthenticated', 'Sign in first.');
    return this.answer(await this.sessions.refresh(token), reply);
  }

  /** Ends this session. */
  @Post('logout')
  @HttpCode(204)
  @Allow('signed-in', { whileSuspended: true, whileImpersonating: true })
  async logout(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(userId, sessionId, 'signed-out');
    this.cookies.clear(reply);
  }

  /** Changes the password and ends the other sessions. */
  @Post('change-password')
  @HttpCode(204)
  @Allow('signed-in')
  async changePassword(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
  ): Promise<void> {
    await this.account.changePassword(userId, sessionId, currentPassword, newPassword);
  }

  private async answer(session: OpenedSession, reply: FastifyReply): Promise<SignedInDto> {
    this.cookies.write(reply, session);
    return { user: UserDto.from(session.user, await this.links.of(session.user.id)) };
  }
}
