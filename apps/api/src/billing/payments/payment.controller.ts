import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { formatDecimal } from '@sky/money';
import {
  Allow,
  CurrentUser,
  Idempotent,
  idempotencyKeyOf,
  IdParam,
  pageOf,
  PageQuery,
  Pagination,
  type Principal,
} from '@api/platform';
import { TransactionDto } from '../transactions/transaction.dto';
import { BuyerReturn, paymentNotFound } from './buyer-return';
import { CheckoutService } from './checkout.service';
import {
  AddCreditsDto,
  CapturePaymentDto,
  CaptureResultDto,
  CheckoutDto,
  PaymentDto,
  PaymentOptionsDto,
  PaymentPageDto,
  TopUpQuoteDto,
  TopUpQuoteQuery,
  TransferInstructionsDto,
} from './payment.dto';
import { PaymentReader } from './payment-reader';
import { WaysToPay } from './ways-to-pay';

/** Each checkout is a request to PayPal; nobody needs more in a minute. */
const CHECKOUTS = { default: { ttl: 60_000, limit: 120 } };

/** The caller's top-ups. */
@ApiTags('billing')
@Controller('billing')
export class PaymentController {
  constructor(
    private readonly checkout: CheckoutService,
    private readonly returns: BuyerReturn,
    private readonly payments: PaymentReader,
    private readonly ways: WaysToPay,
  ) {}

  /** Begins a top-up: makes an order at the gateway and says where to approve it. Credits nothing. */
  @Post('add-credits')
  @Allow('verified')
  @Throttle(CHECKOUTS)
  @Idempotent()
  @ApiUnprocessableEntityResponse({ description: '`invalid_amount`, `amount_too_small`, `amount_too_large`' })
  @ApiServiceUnavailableResponse({ description: '`payments_unavailable`, `payments_not_configured`' })
  addCredits(
    @CurrentUser() { userId }: Principal,
    @Body() { amount, gateway, storesSource }: AddCreditsDto,
    @Req() request: FastifyRequest,
  ): Promise<CheckoutDto> {
    return this.checkout.addCredits(userId, amount, idempotencyKeyOf(request), { gateway, storesSource });
  }

  /** Tells the ways to pay that are offered here, and whether money moves at all. */
  @Get('payment-options')
  @Allow('verified')
  getPaymentOptions(): PaymentOptionsDto {
    return this.ways.offered();
  }

  /** Tells what a credit costs the caller, tax included; begins nothing. */
  @Get('quote')
  @Allow('verified')
  @ApiUnprocessableEntityResponse({ description: '`invalid_amount`, `amount_too_small`, `amount_too_large`' })
  async getTopUpQuote(@CurrentUser() { userId }: Principal, @Query() { amount }: TopUpQuoteQuery): Promise<TopUpQuoteDto> {
    return TopUpQuoteDto.from(await this.checkout.quote(userId, amount));
  }

  /** Captures the caller's approved order; safe to repeat. A payment that is not settled yet comes back as `pending`. */
  @Post('capture-paypal-payment')
  @HttpCode(200)
  @Allow('verified')
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  @ApiConflictResponse({ description: '`payment_not_approved`' })
  @ApiUnprocessableEntityResponse({ description: '`payment_declined`; `details` name the address to pay in another way' })
  async capturePaypalPayment(
    @CurrentUser() { userId }: Principal,
    @Body() { orderId }: CapturePaymentDto,
  ): Promise<CaptureResultDto> {
    const { payment, transaction, balance, currency } = await this.returns.receive(orderId, userId);
    return {
      transaction: transaction && TransactionDto.from(transaction),
      balance: formatDecimal(balance, currency),
      currency,
      payment: PaymentDto.from(payment),
    };
  }

  /** Lists the caller's payments, newest first. */
  @Get('payments')
  @Allow('verified', { whileSuspended: true })
  async listPayments(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<PaymentPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.payments.page({ userId }, page);
    return { data: rows.map(PaymentDto.from), pagination: Pagination.of(page, total) };
  }

  /** Shows the caller's payment of a PayPal order. */
  @Get('payments/by-order/:orderId')
  @Allow('verified', { whileSuspended: true })
  async getPaymentByOrder(@CurrentUser() { userId }: Principal, @Param('orderId') orderId: string): Promise<PaymentDto> {
    const row = await this.payments.findByOrder(orderId, userId);
    if (!row) throw paymentNotFound();
    return PaymentDto.from(row);
  }

  /** Tells how to pay one of the caller's transfers. */
  @Get('payments/:id/transfer')
  @Allow('verified', { whileSuspended: true })
  @ApiNotFoundResponse({ description: '`payment_not_found`' })
  async getTransferInstructions(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: number,
  ): Promise<TransferInstructionsDto> {
    const { payment, reference, bankDetails } = await this.ways.transfer(id, userId);
    const { currency } = payment;
    return { paymentId: id, reference, bankDetails, currency, amount: formatDecimal(BigInt(payment.amount), currency) };
  }

  /** Shows one of the caller's payments. */
  @Get('payments/:id')
  @Allow('verified', { whileSuspended: true })
  async getPayment(@CurrentUser() { userId }: Principal, @Param('id', IdParam) id: number): Promise<PaymentDto> {
    const row = await this.payments.find(id, userId);
    if (!row) throw paymentNotFound();
    return PaymentDto.from(row);
  }
}
