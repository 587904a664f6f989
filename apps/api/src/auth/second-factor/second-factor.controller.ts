import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentSession, CurrentUser, type Principal, type SessionCredential } from '@api/platform';
import { SessionCookies } from '../sessions/session-cookies';
import { PasskeyDto } from './passkeys/passkey.dto';
import { ConfirmTotpDto, RecoveryCodesDto, SecondFactorDto, TotpSetUpDto } from './second-factor.dto';
import { SecondFactorService } from './second-factor.service';
import { TotpService } from './totp/totp.service';

/** The caller's own second factors. */
@ApiTags('second factor')
@Controller('user/second-factor')
export class SecondFactorController {
  constructor(
    private readonly secondFactor: SecondFactorService,
    private readonly totp: TotpService,
    private readonly cookies: SessionCookies,
  ) {}

  /** Tells what the caller has set up. */
  @Get()
  @Allow('signed-in')
  async getSecondFactor(@CurrentUser() { userId, role }: Principal): Promise<SecondFactorDto> {
    const { totpEnabledAt, passkeys, ...rest } = await this.secondFactor.overview(userId, role);
    return { ...rest, totp: totpEnabledAt && { enabledAt: totpEnabledAt }, passkeys: passkeys.map(PasskeyDto.from) };
  }

  /** Begins to set up an authenticator app; it counts once its first code was confirmed. */
  @Post('totp')
  @HttpCode(200)
  @Allow('signed-in', { stepUp: true })
  beginTotp(@CurrentUser() { userId }: Principal): Promise<TotpSetUpDto> {
    return this.totp.begin(userId);
  }

  /** Confirms the app; the other sessions end and this one goes on under new tokens. */
  @Post('totp/confirm')
  @HttpCode(200)
  @Allow('signed-in', { stepUp: true })
  async confirmTotp(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Body() { code }: ConfirmTotpDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesDto> {
    const { session, recoveryCodes } = await this.totp.confirm(userId, sessionId, code);
    this.cookies.write(reply, session);
    return { recoveryCodes };
  }

  /** Removes the authenticator app; the other sessions end. */
  @Delete('totp')
  @HttpCode(204)
  @Allow('signed-in', { stepUp: true })
  async removeTotp(@CurrentUser() { userId }: Principal, @CurrentSession() { sessionId }: SessionCredential): Promise<void> {
    await this.totp.remove(userId, sessionId);
  }

  /** Makes ten new recovery codes; the earlier ones stop working. */
  @Post('recovery-codes')
  @HttpCode(200)
  @Allow('signed-in', { stepUp: true })
  async renewRecoveryCodes(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
  ): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.secondFactor.renewCodes(userId, sessionId) };
  }
}
