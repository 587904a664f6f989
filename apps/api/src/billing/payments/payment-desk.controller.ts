import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, pageOf, Pagination } from '@api/platform';
import { PaymentDesk } from './payment-desk';
import { AllPaymentsQuery, OwnedPaymentDto, OwnedPaymentPageDto, statesFor } from './payment.dto';
import { PaymentReader } from './payment-reader';

/** Everybody's payments, for staff. */
@ApiTags('admin: billing')
@Controller('admin/payments')
export class PaymentDeskController {
  constructor(
    private readonly payments: PaymentReader,
    private readonly desk: PaymentDesk,
  ) {}

  /** Lists everybody's payments, newest first. */
  @Get()
  @Allow('billing.read', { scope: 'admin:billing' })
  async listAllPayments(@Query() query: AllPaymentsQuery): Promise<OwnedPaymentPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.payments.page({ states: statesFor(query.state) }, page);
    return { data: rows.map(OwnedPaymentDto.fromOwned), pagination: Pagination.of(page, total) };
  }

  /** Asks PayPal about a payment again. */
  @Post(':id/check')
  @HttpCode(202)
  @Allow('billing.write')
  async checkPayment(@Param('id', IdParam) id: number): Promise<void> {
    await this.desk.check(id);
  }
}
