import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  Allow,
  CurrentUser,
  Idempotent,
  idempotencyKeyOf,
  IdParam,
  NotFoundError,
  pageOf,
  Pagination,
  type Principal,
} from '@api/platform';
import { RefundDesk } from './refund-desk';
import {
  PaidOutDto,
  RefundDto,
  RefundEffectDto,
  RefundPageDto,
  RefundPreviewQuery,
  RefundQuery,
  RequestRefundDto,
} from './refund.dto';
import { RefundReader } from './refund-reader';

/** Money to give back, for staff. */
@ApiTags('admin: billing')
@Controller('admin')
export class RefundController {
  constructor(
    private readonly desk: RefundDesk,
    private readonly refunds: RefundReader,
  ) {}

  /** Gives money of a payment back; the gateway is asked by a job. */
  @Post('payments/:id/refunds')
  @HttpCode(202)
  @Allow('billing.write', { stepUp: true })
  @Idempotent()
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  @ApiUnprocessableEntityResponse({
    description: '`payment_not_refundable`, `payment_disputed`, `refund_too_large`, `invalid_amount`',
  })
  async requestRefund(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
    @Body() { amount, reason }: RequestRefundDto,
    @Req() request: FastifyRequest,
  ): Promise<RefundDto> {
    const idempotencyKey = idempotencyKeyOf(request);
    const refund = await this.desk.request({ paymentId: id, amountText: amount, reason, staffId: userId, idempotencyKey });
    return this.shown(refund.id);
  }

  /** Tells what a refund would do to credit and tax; changes nothing. */
  @Get('payments/:id/refunds/preview')
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  @ApiUnprocessableEntityResponse({
    description: '`payment_not_refundable`, `payment_disputed`, `refund_too_large`, `invalid_amount`',
  })
  async previewRefund(@Param('id', IdParam) id: number, @Query() { amount }: RefundPreviewQuery): Promise<RefundEffectDto> {
    return RefundEffectDto.from(await this.desk.preview(id, amount));
  }

  /** Lists refunds, newest first. */
  @Get('refunds')
  @Allow('billing.read')
  async listRefunds(@Query() query: RefundQuery): Promise<RefundPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.refunds.page({ state: query.state }, page);
    return { data: rows.map(RefundDto.from), pagination: Pagination.of(page, total) };
  }

  /** Shows a refund. */
  @Get('refunds/:id')
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`refund_not_found`' })
  getRefund(@Param('id', IdParam) id: number): Promise<RefundDto> {
    return this.shown(id);
  }

  /** Records that somebody paid a refund out, where the gateway does not. */
  @Post('refunds/:id/paid-out')
  @HttpCode(200)
  @Allow('billing.write', { stepUp: true })
  @Idempotent()
  @ApiNotFoundResponse({ description: '`refund_not_found`' })
  @ApiConflictResponse({ description: '`refund_not_waiting`, `bank_reference_used`' })
  @ApiUnprocessableEntityResponse({ description: '`refund_not_by_hand`' })
  async recordRefundPaidOut(@Param('id', IdParam) id: number, @Body() { bankReference }: PaidOutDto): Promise<RefundDto> {
    await this.desk.paidOut(id, bankReference);
    return this.shown(id);
  }

  /** Withdraws a refund that nobody has paid out yet. */
  @Post('refunds/:id/withdraw')
  @HttpCode(200)
  @Allow('billing.write', { stepUp: true })
  @ApiNotFoundResponse({ description: '`refund_not_found`' })
  @ApiConflictResponse({ description: '`refund_not_waiting`' })
  @ApiUnprocessableEntityResponse({ description: '`refund_not_by_hand`' })
  async withdrawRefund(@Param('id', IdParam) id: number): Promise<RefundDto> {
    await this.desk.withdraw(id);
    return this.shown(id);
  }

  private async shown(id: number): Promise<RefundDto> {
    const row = await this.refunds.find(id);
    if (!row) throw new NotFoundError('refund_not_found', 'There is no such refund.');
    return RefundDto.from(row);
  }
}
