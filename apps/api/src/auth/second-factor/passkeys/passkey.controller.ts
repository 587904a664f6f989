import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentSession, CurrentUser, IdParam, type Principal, type SessionCredential } from '@api/platform';
import { SessionCookies } from '../../sessions/session-cookies';
import { AddedPasskeyDto, AddPasskeyDto, PasskeyDto, PasskeyOptionsDto, RenamePasskeyDto } from './passkey.dto';
import { PasskeyService } from './passkey.service';

/** The caller's own passkeys. */
@ApiTags('second factor')
@Controller('user/second-factor/passkeys')
export class PasskeyController {
  constructor(
    private readonly passkeys: PasskeyService,
    private readonly cookies: SessionCookies,
  ) {}

  /** Tells the browser what it needs to make a passkey. */
  @Post('options')
  @HttpCode(200)
  @Allow('signed-in', { stepUp: true })
  async getNewPasskeyOptions(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
  ): Promise<PasskeyOptionsDto> {
    return { options: await this.passkeys.options(userId, sessionId) };
  }

  /** Adds the passkey that the browser made; the other sessions end and this one goes on under new tokens. */
  @Post()
  @Allow('signed-in', { stepUp: true })
  async addPasskey(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Body() { name, response }: AddPasskeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AddedPasskeyDto> {
    const { session, passkey, recoveryCodes } = await this.passkeys.add(userId, sessionId, name, response);
    this.cookies.write(reply, session);
    return { passkey: PasskeyDto.from(passkey), recoveryCodes };
  }

  /** Gives a passkey another name. */
  @Patch(':id')
  @Allow('signed-in')
  async renamePasskey(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() { name }: RenamePasskeyDto,
  ): Promise<PasskeyDto> {
    return PasskeyDto.from(await this.passkeys.rename(userId, id, name));
  }

  /** Removes a passkey; the other sessions end. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('signed-in', { stepUp: true })
  async removePasskey(
    @CurrentUser() { userId }: Principal,
    @CurrentSession() { sessionId }: SessionCredential,
    @Param('id', IdParam) id: number,
  ): Promise<void> {
    await this.passkeys.remove(userId, sessionId, id);
  }
}
