import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
import { Ledger } from '../ledger/ledger';
import {
  CreatePromoCodeDto,
  EnablePromoCodeDto,
  PromoCodeDto,
  PromoCodePageDto,
  PromoCreditDto,
  PromoCreditListDto,
  RedeemedPromoCodeDto,
  RedeemPromoCodeDto,
} from './promo-code.dto';
import { PromoCodeDesk } from './promo-code-desk';
import { PromoGrants } from './promo-grants';
import { PromoRedemption } from './promo-redemption';

/** Codes are short, so that guessing them must be slow. */
const TRIES = { default: { ttl: 600_000, limit: 40 } };

/** Promotional credit: for customers, and for staff. */
@ApiTags('billing')
@Controller()
export class PromoCodeController {
  constructor(
    private readonly desk: PromoCodeDesk,
    private readonly redemption: PromoRedemption,
    private readonly grants: PromoGrants,
    private readonly ledger: Ledger,
  ) {}

  /** Redeems a promo code. */
  @Post('billing/promo-codes/redeem')
  @Allow('verified')
  @Throttle(TRIES)
  @Idempotent()
  async redeemPromoCode(
    @CurrentUser() { userId }: Principal,
    @Body() { code }: RedeemPromoCodeDto,
    @Req() request: FastifyRequest,
  ): Promise<RedeemedPromoCodeDto> {
    return RedeemedPromoCodeDto.from(await this.redemption.redeem(userId, code, idempotencyKeyOf(request)), this.ledger.currency);
  }

  /** Lists the caller's promotional credit that is not used up. */
  @Get('billing/promo-credit')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async listPromoCredit(@CurrentUser() { userId }: Principal): Promise<PromoCreditListDto> {
    const open = (await this.grants.of(userId)).filter(({ left }) => left > 0n);
    const { currency } = this.ledger;
    const total = open.reduce((sum, { left }) => sum + left, 0n);
    const waitingCode = await this.grants.waitingCode(userId);
    return {
      data: open.map(grant => PromoCreditDto.from(grant, currency)),
      left: formatDecimal(total, currency),
      currency,
      waitingCode,
    };
  }

  /** Lists promo codes, newest first. */
  @Get('admin/promo-codes')
  @Allow('billing.read', { scope: 'admin:billing' })
  async listPromoCodes(@Query() query: PageQuery): Promise<PromoCodePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.page(page);
    return { data: rows.map(PromoCodeDto.from), pagination: Pagination.of(page, total) };
  }

  /** Makes a promo code. */
  @Post('admin/promo-codes')
  @Allow('billing.write', { scope: 'admin:billing', stepUp: true })
  @Idempotent()
  async createPromoCode(@Body() terms: CreatePromoCodeDto, @CurrentUser() { userId }: Principal): Promise<PromoCodeDto> {
    return PromoCodeDto.from(await this.desk.create(terms, userId));
  }

  /** Switches a promo code on or off. */
  @Patch('admin/promo-codes/:id')
  @Allow('billing.write', { scope: 'admin:billing' })
  async enablePromoCode(@Param('id', IdParam) id: number, @Body() { enabled }: EnablePromoCodeDto): Promise<PromoCodeDto> {
    return PromoCodeDto.from(await this.desk.enable(id, enabled));
  }
}
