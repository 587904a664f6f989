import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { MeDto } from './me.dto';
import { MeReader } from './me-reader';

/** Who an API key stands for; for keys only, so that a web session cannot be mistaken for one. */
@ApiTags('integrators')
@Controller()
export class MeController {
  constructor(private readonly reader: MeReader) {}

  /** Tells whose key this is and what it may do. */
  @Get('me')
  @Allow('key', { scope: 'read:user' })
  getMe(@CurrentUser() caller: Principal): Promise<MeDto> {
    return this.reader.of(caller);
  }

  /** The same as `GET /api/me`. */
  @Get('v1/me')
  @Allow('key', { scope: 'read:user' })
  getMeV1(@CurrentUser() caller: Principal): Promise<MeDto> {
    return this.getMe(caller);
  }
}
