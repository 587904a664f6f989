import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '@api/platform';
import { ACCOUNT_RULES } from '@api/settings';
import { PasswordResetService } from './password-reset.service';
import { RecoveryDto, RecoveryStartedDto, ResetCodeVerifiedDto, ResetPasswordDto, VerifyResetCodeDto } from './recovery.dto';
import { RecoveryRequests } from './recovery-requests';

/** The ways back into an account. Nobody learns here whether an address is known. */
@ApiTags('auth')
@Controller('auth')
export class RecoveryController {
  constructor(
    private readonly requests: RecoveryRequests,
    private readonly resets: PasswordResetService,
  ) {}

  /** Mails a link and a code that set a new password; the answer is the same for every address. */
  @Post('request-password-reset')
  @HttpCode(200)
  @Allow('public')
  async requestPasswordReset(@Body() { email }: RecoveryDto, @Req() { ip }: FastifyRequest): Promise<RecoveryStartedDto> {
    await this.requests.password(email, ip);
    return { resendAfterSeconds: ACCOUNT_RULES.resendCooldownSeconds };
  }

  /** The same as `POST /api/auth/request-password-reset`. */
  @Post('forgot-password')
  @HttpCode(200)
  @Allow('public')
  forgotPassword(@Body() dto: RecoveryDto, @Req() request: FastifyRequest): Promise<RecoveryStartedDto> {
    return this.requestPasswordReset(dto, request);
  }

  /** Mails the username; the answer is the same for every address. */
  @Post('request-username')
  @HttpCode(200)
  @Allow('public')
  async requestUsername(@Body() { email }: RecoveryDto, @Req() { ip }: FastifyRequest): Promise<RecoveryStartedDto> {
    await this.requests.username(email, ip);
    return { resendAfterSeconds: ACCOUNT_RULES.resendCooldownSeconds };
  }

  /** Tells whether a mailed code is right, before a password is chosen. After a few tries the code is dead. */
  @Post('verify-reset-code')
  @HttpCode(200)
  @Allow('public')
  async verifyResetCode(
    @Body() { email, code }: VerifyResetCodeDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<ResetCodeVerifiedDto> {
    await this.resets.check({ email, code }, ip);
    return { isValid: true };
  }

  /** Sets a new password by the mailed link or code, and ends all sessions. */
  @Post('reset-password')
  @HttpCode(204)
  @Allow('public')
  async resetPassword(@Body() { newPassword, ...proof }: ResetPasswordDto, @Req() { ip }: FastifyRequest): Promise<void> {
    await this.resets.reset(proof, newPassword, ip);
  }
}
