import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  BadRequestError,
  Clock,
  CurrentUser,
  IdParam,
  PageQuery,
  pageOf,
  Pagination,
  type Principal,
} from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { DebtDto, DebtorDto, DebtorPageDto, ExemptDto } from './debt.dto';
import { DebtLadder } from './debt-ladder';
import { DebtorReader } from './debtor-reader';

/** Debts: the caller's own, and everybody's for staff. */
@ApiTags('billing')
@Controller()
export class DebtController {
  constructor(
    private readonly debtors: DebtorReader,
    private readonly ladder: DebtLadder,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Tells what the caller owes and what follows when it is not paid. */
  @Get('billing/debt')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async getDebt(@CurrentUser() { userId }: Principal): Promise<DebtDto> {
    return DebtDto.from(await this.debtors.one(userId), this.ledger.currency, this.clock.now());
  }

  /** Lists customers with a debt, the largest first, and those who are exempt. */
  @Get('admin/billing/debtors')
  @Allow('billing.read')
  async listDebtors(@Query() query: PageQuery): Promise<DebtorPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.debtors.page(page);
    const now = this.clock.now();
    return { data: rows.map(row => DebtorDto.fromRow(row, this.ledger.currency, now)), pagination: Pagination.of(page, total) };
  }

  /** Postpones the steps against a customer's debt, or leaves them out; what was done already is taken back. */
  @Put('admin/billing/debtors/:id/exemption')
  @HttpCode(204)
  @Allow('billing.write', { stepUp: true })
  async exemptDebtor(
    @Param('id', IdParam) id: number,
    @Body() { until, reason }: ExemptDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<void> {
    if (until && until <= this.clock.now())
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'until', message: 'must be in the future' },
      ]);
    await this.ladder.exempt(id, until ?? null, reason, userId);
  }

  /** Ends an exemption, if there is one; the steps go on where they were. */
  @Delete('admin/billing/debtors/:id/exemption')
  @HttpCode(204)
  @Allow('billing.write')
  async endDebtorExemption(@Param('id', IdParam) id: number): Promise<void> {
    await this.ladder.endExemption(id);
  }
}
