import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentUser, Idempotent, idempotencyKeyOf, IdParam, pageOf, Pagination, type Principal } from '@api/platform';
import {
  AddCreditDto,
  AdjustCreditDto,
  DecideCreditDto,
  ReverseCreditQuery,
  StaffCreditDto,
  StaffCreditPageDto,
  StaffCreditQuery,
} from './staff-credit.dto';
import { StaffCreditReader } from './staff-credit-reader';
import { StaffCredits } from './staff-credits';

/** Credit given, put right and taken back by staff. */
@ApiTags('admin: billing')
@Controller()
export class StaffCreditController {
  constructor(
    private readonly credits: StaffCredits,
    private readonly reader: StaffCreditReader,
  ) {}

  /** Adds credit to somebody's account; above the limit it waits for a second person. */
  @Post('credits')
  @Allow('billing.write', { scope: 'admin:billing', stepUp: true })
  @Idempotent()
  async addCredit(
    @Body() wish: AddCreditDto,
    @CurrentUser() { userId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<StaffCreditDto> {
    return StaffCreditDto.from(await this.credits.add(wish, idempotencyKeyOf(request), userId));
  }

  /** Takes back a transaction that staff made, once; `id` is the transaction's. */
  @Delete('credits/:id')
  @Allow('billing.write', { scope: 'admin:billing', stepUp: true })
  async reverseCredit(
    @Param('id', IdParam) id: number,
    @Query() { reason }: ReverseCreditQuery,
    @CurrentUser() { userId }: Principal,
  ): Promise<StaffCreditDto> {
    return StaffCreditDto.from(await this.credits.reverse(id, reason ?? 'correction', null, userId));
  }

  /** Puts somebody's balance right, in either direction; above the limit it waits for a second person. */
  @Post('admin/adjustments')
  @Allow('billing.write', { scope: 'admin:billing', stepUp: true })
  @Idempotent()
  async adjustCredit(
    @Body() wish: AdjustCreditDto,
    @CurrentUser() { userId }: Principal,
    @Req() request: FastifyRequest,
  ): Promise<StaffCreditDto> {
    return StaffCreditDto.from(await this.credits.adjust(wish, idempotencyKeyOf(request), userId));
  }

  /** Lists what staff did, or want to do, to people's credit. */
  @Get('admin/credits')
  @Allow('billing.read', { scope: 'admin:billing' })
  async listStaffCredits(@Query() query: StaffCreditQuery): Promise<StaffCreditPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(query.state, page);
    return { data: rows.map(StaffCreditDto.from), pagination: Pagination.of(page, total) };
  }

  /** Agrees to what somebody else asked for; it is posted with it. */
  @Post('admin/credits/:id/approve')
  @HttpCode(200)
  @Allow('billing.write', { stepUp: true })
  async approveStaffCredit(
    @Param('id', IdParam) id: number,
    @Body() { note }: DecideCreditDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<StaffCreditDto> {
    return StaffCreditDto.from(await this.credits.approve(id, note ?? '', userId));
  }

  /** Refuses what somebody asked for, or withdraws one's own wish. */
  @Post('admin/credits/:id/reject')
  @HttpCode(200)
  @Allow('billing.write')
  async rejectStaffCredit(
    @Param('id', IdParam) id: number,
    @Body() { note }: DecideCreditDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<StaffCreditDto> {
    return StaffCreditDto.from(await this.credits.reject(id, note ?? '', userId));
  }
}
