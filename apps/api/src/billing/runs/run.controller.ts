import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  CurrentUser,
  Idempotent,
  IdParam,
  NotFoundError,
  PageQuery,
  pageOf,
  Pagination,
  type Principal,
} from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { BillingRunDetailDto, BillingRunDto, BillingRunPageDto, PreviewRunDto } from './run.dto';
import { RunPlanner } from './run-planner';
import { RunReader } from './run-reader';

/** Billing runs: plan, difference, apply. */
@ApiTags('billing runs')
@Controller('admin/billing/runs')
export class RunController {
  constructor(
    private readonly planner: RunPlanner,
    private readonly reader: RunReader,
    private readonly ledger: Ledger,
  ) {}

  /** Lists runs that charged something, and plans, newest first. */
  @Get()
  @Allow('billing.read')
  async listBillingRuns(@Query() query: PageQuery): Promise<BillingRunPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(page);
    return { data: rows.map(row => BillingRunDto.from(row, this.ledger.currency)), pagination: Pagination.of(page, total) };
  }

  /** Plans what the next run would charge and do, without doing it. */
  @Post('preview')
  @HttpCode(201)
  @Allow('billing.write')
  async previewBillingRun(
    @Body() { hoursAhead = 0 }: PreviewRunDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<BillingRunDetailDto> {
    return this.detail(await this.planner.preview(hoursAhead, userId));
  }

  /** Shows a run with what it is made of. */
  @Get(':id')
  @Allow('billing.read')
  getBillingRun(@Param('id', IdParam) id: number): Promise<BillingRunDetailDto> {
    return this.detail(id);
  }

  /** Does exactly what was planned; refused with `plan_changed` when something has changed since. */
  @Post(':id/apply')
  @HttpCode(200)
  @Allow('billing.write', { stepUp: true })
  @Idempotent()
  async applyBillingRun(@Param('id', IdParam) id: number): Promise<BillingRunDetailDto> {
    await this.planner.apply(id);
    return this.detail(id);
  }

  private async detail(id: number): Promise<BillingRunDetailDto> {
    const found = await this.reader.find(id);
    if (!found) throw new NotFoundError('billing_run_not_found', 'There is no such run.');
    return BillingRunDetailDto.fromParts(found, this.ledger.currency);
  }
}
