import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { WhatIfAnswerDto, WhatIfDto } from './forecast.dto';
import { Forecaster } from './forecaster';

/** Where credit leads. */
@ApiTags('billing')
@Controller('billing')
export class ForecastController {
  constructor(private readonly forecaster: Forecaster) {}

  /** Tells when the credit would run out after a top-up, with further servers or fewer. Nothing is done. */
  @Post('what-if')
  @HttpCode(200)
  @Allow('verified', { scope: 'read:billing', whileSuspended: true, whileImpersonating: true })
  async askWhatIf(@CurrentUser() { userId }: Principal, @Body() question: WhatIfDto): Promise<WhatIfAnswerDto> {
    return WhatIfAnswerDto.from(await this.forecaster.compare(userId, question));
  }
}
