import { Body, Controller, Delete, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { ConfirmEmailChangeDto, ConfirmEmailLinkDto, EmailChangedDto } from './email-change.dto';
import { EmailChangeService } from './email-change.service';

/** The second half of a change of address; the first is `PATCH /api/user/profile`. */
@ApiTags('account')
@Controller()
export class EmailChangeController {
  constructor(private readonly changes: EmailChangeService) {}

  /** Confirms the caller's new address by the code that was mailed to it. */
  @Post('user/email-change/confirm')
  @HttpCode(200)
  @Allow('signed-in', { ownerOnly: true })
  async confirmEmailChange(
    @CurrentUser() { userId }: Principal,
    @Body() { code }: ConfirmEmailChangeDto,
  ): Promise<EmailChangedDto> {
    return { email: await this.changes.confirmByCode(userId, code) };
  }

  /** Forgets the change of address that waits. */
  @Delete('user/email-change')
  @HttpCode(204)
  @Allow('signed-in')
  async cancelEmailChange(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.changes.cancel(userId);
  }

  /** Confirms a new address by the link that was mailed to it. */
  @Post('verification/confirm-email-change')
  @HttpCode(200)
  @Allow('public')
  async confirmEmailChangeByLink(
    @Body() { token }: ConfirmEmailLinkDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<EmailChangedDto> {
    return { email: await this.changes.confirmByLink(token, ip) };
  }
}
