import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { AddSshKeyDto, SshKeyDto, SshKeyPageDto } from './key.dto';
import { SshKeys } from './ssh-keys';

/** The caller's SSH keys, which servers are built with. */
@ApiTags('servers')
@Controller('user/ssh-keys')
export class KeyController {
  constructor(private readonly keys: SshKeys) {}

  /** Lists the caller's SSH keys, newest first. */
  @Get()
  @Allow('verified', { scope: 'read:servers' })
  async listSshKeys(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<SshKeyPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.keys.page(userId, page);
    return { data: rows.map(SshKeyDto.from), pagination: Pagination.of(page, total) };
  }

  /** Keeps a public key. */
  @Post()
  @Allow('verified', { scope: 'write:servers' })
  async addSshKey(@CurrentUser() { userId }: Principal, @Body() { name, publicKey }: AddSshKeyDto): Promise<SshKeyDto> {
    return SshKeyDto.from(await this.keys.add(userId, name, publicKey));
  }

  /** Has the keys compared with those in the platform's own panel. */
  @Post('refresh')
  @HttpCode(202)
  @Allow('verified')
  async refreshSshKeys(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.keys.follow(userId);
  }

  /** Removes a key; servers that have it keep it until they are built anew. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('verified', { scope: 'write:servers' })
  async removeSshKey(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<void> {
    await this.keys.remove(userId, id);
  }
}
