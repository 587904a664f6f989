import { Controller, Delete, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { AccountErasure } from './account-erasure';
import { DataExport } from './data-export';
import { DeletionCheckDto } from './personal-data.dto';

/** What the product holds about the caller: to take along, and to be deleted. */
@ApiTags('account')
@Controller('user')
export class PersonalDataController {
  constructor(
    private readonly exports: DataExport,
    private readonly erasure: AccountErasure,
  ) {}

  /** Everything about the caller as a zip of JSON files. */
  @Get('data-export')
  @Allow('signed-in', { stepUp: true })
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async exportUserData(@CurrentUser() { userId, username }: Principal, @Res() reply: FastifyReply): Promise<void> {
    const archive = await this.exports.of(userId);
    await reply
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="${username}-data.zip"`)
      .header('cache-control', 'no-store')
      .send(archive);
  }

  /** Tells whether the caller's account can be deleted, and if not, why. */
  @Get('deletion')
  @Allow('signed-in')
  async checkDeletion(@CurrentUser() { userId }: Principal): Promise<DeletionCheckDto> {
    const obstacles = await this.erasure.obstacles(userId);
    return { isPossible: obstacles.length === 0, obstacles };
  }

  /** Deletes the caller's account: the person is anonymised, the ledger is kept. */
  @Delete()
  @HttpCode(204)
  @Allow('signed-in', { stepUp: true })
  async deleteUser(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.erasure.erase(userId);
  }
}
