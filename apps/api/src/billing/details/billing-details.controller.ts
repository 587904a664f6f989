import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal } from '@api/platform';
import { BillingDetailsDto } from './billing-details.dto';
import { BillingDetails } from './billing-details';

/** Whom the caller's receipts are made out to. */
@ApiTags('billing')
@Controller('billing/details')
export class BillingDetailsController {
  constructor(private readonly details: BillingDetails) {}

  /** Tells the caller's billing details; all empty until they are set. */
  @Get()
  @Allow('signed-in', { scope: 'read:billing', whileSuspended: true })
  getBillingDetails(@CurrentUser() { userId }: Principal): Promise<BillingDetailsDto> {
    return this.details.of(userId, null);
  }

  /** Sets the caller's billing details; receipts of the past keep theirs. */
  @Put()
  @Allow('signed-in')
  async setBillingDetails(@CurrentUser() { userId }: Principal, @Body() details: BillingDetailsDto): Promise<BillingDetailsDto> {
    await this.details.set(userId, details);
    return this.details.of(userId, null);
  }
}
