import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, pageOf, Pagination } from '@api/platform';
import { SettingsService } from '@api/settings';
import {
  MirrorBookingDto,
  MirrorBookingPageDto,
  MirrorBookingQuery,
  MirrorStandingDto,
  ResolveMirrorBookingDto,
} from './mirror.dto';
import { MirrorDesk } from './mirror-desk';

/** Credit as VirtFusion knows it, for staff. */
@ApiTags('admin: billing')
@Controller('admin/billing/mirror')
export class MirrorController {
  constructor(
    private readonly desk: MirrorDesk,
    private readonly settings: SettingsService,
  ) {}

  /** Tells how far VirtFusion follows the ledger. */
  @Get()
  @Allow('billing.read')
  async getMirrorStanding(): Promise<MirrorStandingDto> {
    const isOn = this.settings.get('virtfusion.mirrorCredit');
    return MirrorStandingDto.from(await this.desk.standing(), isOn, this.settings.get('virtfusion.tokensPerUnit'));
  }

  /** Lists bookings at VirtFusion, newest first. */
  @Get('bookings')
  @Allow('billing.read')
  async listMirrorBookings(@Query() query: MirrorBookingQuery): Promise<MirrorBookingPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.page(query.state, page);
    return { data: rows.map(MirrorBookingDto.from), pagination: Pagination.of(page, total) };
  }

  /** Settles a booking that waits for somebody to look. */
  @Post('bookings/:id/resolve')
  @HttpCode(204)
  @Allow('billing.write', { stepUp: true })
  async resolveMirrorBooking(@Param('id', IdParam) id: number, @Body() { outcome }: ResolveMirrorBookingDto): Promise<void> {
    await this.desk.resolve(id, outcome);
  }
}
