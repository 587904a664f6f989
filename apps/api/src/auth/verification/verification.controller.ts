import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { ACCOUNT_RULES } from '@api/settings';
import { AccountService } from '../users/account.service';
import { ResendDto, ResentDto, VerifiedAddressDto, VerifiedDto, VerifyEmailDto, VerifyLinkDto } from './verification.dto';
import { VerificationService } from './verification.service';

/** Confirmation of e-mail addresses. */
@ApiTags('auth')
@Controller()
export class VerificationController {
  constructor(
    private readonly verification: VerificationService,
    private readonly account: AccountService,
  ) {}

  /** Confirms an address by the mailed code. */
  @Post('verification/verify-email')
  @HttpCode(200)
  @Allow('public')
  async verifyEmail(@Body() { email, code }: VerifyEmailDto, @Req() { ip }: FastifyRequest): Promise<VerifiedDto> {
    await this.verification.confirmByCode(email, code, ip);
    return { isVerified: true };
  }

  /** Confirms an address by the secret of the mailed link. */
  @Post('verification/verify-link')
  @HttpCode(200)
  @Allow('public')
  async verifyEmailLink(@Body() { token }: VerifyLinkDto, @Req() { ip }: FastifyRequest): Promise<VerifiedAddressDto> {
    return { isVerified: true, email: await this.verification.confirmByLink(token, ip) };
  }

  /** Mails another code; the answer is the same for every address. */
  @Post('verification/resend')
  @HttpCode(200)
  @Allow('public')
  async resendVerification(@Body() { email }: ResendDto, @Req() { ip }: FastifyRequest): Promise<ResentDto> {
    await this.verification.resend(email, ip);
    return { resendAfterSeconds: ACCOUNT_RULES.resendCooldownSeconds };
  }

  /** Tells whether the caller's address is confirmed. */
  @Get('verification-status')
  @Allow('signed-in')
  async getVerificationStatus(@CurrentUser() { userId }: Principal): Promise<VerifiedAddressDto> {
    const { isVerified, email } = await this.account.get(userId);
    return { isVerified, email };
  }
}
