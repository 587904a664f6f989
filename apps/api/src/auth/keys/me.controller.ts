import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { AccountService } from '../users/account.service';
import { MeDto } from './me.dto';

/** Who an API key stands for; for keys only, so that a web session cannot be mistaken for one. */
@ApiTags('integrators')
@Controller()
export class MeController {
  constructor(private readonly account: AccountService) {}

  /** Tells whose key this is and what it may do. */
  @Get('me')
  @Allow('key', { scope: 'read:user' })
  async getMe(@CurrentUser() { userId, credential }: Principal): Promise<MeDto> {
    return MeDto.from(await this.account.get(userId), credential.kind === 'key' ? credential.scopes : new Set());
  }

  /** The same as `GET /api/me`. */
  @Get('v1/me')
  @Allow('key', { scope: 'read:user' })
  getMeV1(@CurrentUser() caller: Principal): Promise<MeDto> {
    return this.getMe(caller);
  }
}
