import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiNotFoundResponse, ApiServiceUnavailableResponse, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { AutomaticTopUpDesk } from './automatic-top-up-desk';
import { AutomaticTopUpDto, SetAutomaticTopUpDto } from './automatic-top-up.dto';

/** The caller's standing order to keep their credit up. */
@ApiTags('billing')
@Controller('billing')
export class AutomaticTopUpController {
  constructor(private readonly desk: AutomaticTopUpDesk) {}

  /** Tells how automatic top-up stands, and what it has paid. */
  @Get('automatic-top-up')
  @Allow('verified', { whileSuspended: true })
  async getAutomaticTopUp(@CurrentUser() { userId }: Principal): Promise<AutomaticTopUpDto> {
    return AutomaticTopUpDto.from(await this.desk.of(userId));
  }

  /** Sets the terms, and turns it on or off. */
  @Put('automatic-top-up')
  @Allow('verified', { ownerOnly: true })
  @ApiUnprocessableEntityResponse({ description: '`automatic_top_up_off`, `no_payment_source`, `invalid_amount`' })
  async setAutomaticTopUp(@CurrentUser() { userId }: Principal, @Body() terms: SetAutomaticTopUpDto): Promise<AutomaticTopUpDto> {
    return AutomaticTopUpDto.from(await this.desk.set(userId, terms));
  }

  /** Has PayPal forget the stored way to pay; automatic top-up ends with it. */
  @Delete('payment-source')
  @HttpCode(204)
  @Allow('verified', { ownerOnly: true, whileSuspended: true })
  @ApiNotFoundResponse({ description: '`no_payment_source`' })
  @ApiServiceUnavailableResponse({ description: '`payments_unavailable`' })
  async removePaymentSource(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.desk.removeSource(userId);
  }
}
