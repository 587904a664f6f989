import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { Bulk } from './bulk';
import { ApplyBulkUsersDto, BulkPlanDto, BulkResultDto, BulkUsersDto } from './bulk.dto';

/** What staff do to many people at once. */
@ApiTags('admin: users')
@Controller('admin/users/bulk')
export class BulkController {
  constructor(private readonly bulk: Bulk) {}

  /** Tells what would be done to whom; nothing is. */
  @Post('preview')
  @HttpCode(200)
  @Allow('users.write')
  async previewBulkUsers(@Body() order: BulkUsersDto, @CurrentUser() caller: Principal): Promise<BulkPlanDto> {
    const { people, ...plan } = await this.bulk.plan(order, caller);
    return { ...plan, people: [...people] };
  }

  /** Does exactly what the preview told; refused when that has changed. */
  @Post()
  @HttpCode(200)
  @Allow('users.write', { stepUp: true })
  applyBulkUsers(@Body() { fingerprint, ...order }: ApplyBulkUsersDto, @CurrentUser() caller: Principal): Promise<BulkResultDto> {
    return this.bulk.apply(order, fingerprint, caller);
  }
}
