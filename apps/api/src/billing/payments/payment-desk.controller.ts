import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import { BankDesk } from './bank-desk';
import { AllPaymentsQuery, OwnedPaymentDto, OwnedPaymentPageDto, PaymentDetailDto, RecordArrivalDto } from './owned-payment.dto';
import { PaymentDesk } from './payment-desk';

/** Everybody's payments, for staff. */
@ApiTags('admin: billing')
@Controller('admin/payments')
export class PaymentDeskController {
  constructor(
    private readonly desk: PaymentDesk,
    private readonly bank: BankDesk,
  ) {}

  /** Lists everybody's payments, newest first. */
  @Get()
  @Allow('billing.read', { scope: 'admin:billing' })
  async listAllPayments(@Query() query: AllPaymentsQuery): Promise<OwnedPaymentPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.page(query, page);
    return { data: rows.map(OwnedPaymentDto.fromOwned), pagination: Pagination.of(page, total) };
  }

  /** Shows a payment and all that happened to it. */
  @Get(':id')
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  async getPaymentDetail(@Param('id', IdParam) id: number): Promise<PaymentDetailDto> {
    const { row, ...rest } = await this.desk.detail(id);
    return PaymentDetailDto.fromAll(row, rest);
  }

  /** Asks the gateway about a payment again. */
  @Post(':id/check')
  @HttpCode(202)
  @Allow('billing.write')
  async checkPayment(@Param('id', IdParam) id: number): Promise<void> {
    await this.desk.check(id);
  }

  /** Records that a bank transfer has arrived, and credits it. */
  @Post(':id/arrival')
  @HttpCode(200)
  @Allow('billing.write', { stepUp: true })
  @Idempotent()
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  @ApiConflictResponse({ description: '`bank_reference_used`, `arrival_recorded`' })
  @ApiUnprocessableEntityResponse({ description: '`not_a_transfer`, `invalid_amount`, `arrival_in_future`' })
  async recordPaymentArrival(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() { amount, arrivedOn, bankReference }: RecordArrivalDto,
  ): Promise<PaymentDetailDto> {
    await this.bank.recordArrival({ paymentId: id, amountText: amount, arrivedOn, bankReference, staffId: userId });
    const { row, ...rest } = await this.desk.detail(id);
    return PaymentDetailDto.fromAll(row, rest);
  }
}
