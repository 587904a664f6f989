import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '@api/platform';
import { ReportSignInDto } from './device.dto';
import { NotMe } from './not-me';

/** Reports of sign-ins that were not the owner's. */
@ApiTags('auth')
@Controller('auth')
export class DeviceController {
  constructor(private readonly notMe: NotMe) {}

  /** Ends all sessions, API keys and the password, by the link in the mail about a new sign-in; mails a link for a new password. */
  @Post('report-sign-in')
  @HttpCode(204)
  @Allow('public')
  async reportSignIn(@Body() { token }: ReportSignInDto, @Req() { ip }: FastifyRequest): Promise<void> {
    await this.notMe.report(token, ip);
  }
}
