import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { Reconciliation } from './reconciliation';
import {
  ReconciliationFindingDto,
  ReconciliationFindingPageDto,
  ReconciliationRunDto,
  ReconciliationStateDto,
} from './reconciliation.dto';
import { ReconciliationDesk } from './reconciliation-desk';

/** The ledger beside PayPal and VirtFusion, for staff. */
@ApiTags('admin: billing')
@Controller('admin/billing/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly reconciliation: Reconciliation,
    private readonly desk: ReconciliationDesk,
  ) {}

  /** Tells how the books were compared last. */
  @Get()
  @Allow('billing.read', { scope: 'admin:billing' })
  async getReconciliation(): Promise<ReconciliationStateDto> {
    const latest = await this.desk.latest();
    return { latest: latest && ReconciliationRunDto.from(latest) };
  }

  /** Has the books compared now, in the background. */
  @Post()
  @HttpCode(202)
  @Allow('billing.write')
  @Idempotent()
  @ApiAcceptedResponse()
  async startReconciliation(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.reconciliation.request(userId);
  }

  /** Lists the differences that a comparison found. */
  @Get(':id/findings')
  @Allow('billing.read', { scope: 'admin:billing' })
  async listReconciliationFindings(
    @Param('id', IdParam) id: number,
    @Query() query: PageQuery,
  ): Promise<ReconciliationFindingPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.page(id, page);
    return { data: rows.map(ReconciliationFindingDto.from), pagination: Pagination.of(page, total) };
  }

  /** Carries out what is suggested for a difference. */
  @Post('findings/:id/apply')
  @HttpCode(202)
  @Allow('billing.write', { stepUp: true })
  @Idempotent()
  @ApiAcceptedResponse()
  async applyReconciliationFinding(@Param('id', IdParam) id: number, @CurrentUser() { userId }: Principal): Promise<void> {
    await this.desk.apply(id, userId);
  }
}
