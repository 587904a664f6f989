import { Controller, Get, Header, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Idempotent, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { VerificationDto, VerificationStateDto } from '../chain/verification.dto';
import { Verifications } from '../chain/verifications';
import { Activity } from './activity';
import {
  ActivityDto,
  ActivityPageDto,
  AuditEntryDto,
  AuditFilterQuery,
  AuditLogPageDto,
  AuditLogQuery,
  filterOf,
} from './audit.dto';
import { AuditExport } from './audit-export';
import { AuditReader } from './audit-reader';

/** What was done by whom. */
@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(
    private readonly reader: AuditReader,
    private readonly exporter: AuditExport,
    private readonly verifications: Verifications,
    private readonly activity: Activity,
  ) {}

  /** Lists the audit log, newest first. */
  @Get('admin/audit-log')
  @Allow('audit.read', { scope: 'admin:system' })
  async listAuditLog(@Query() query: AuditLogQuery): Promise<AuditLogPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(filterOf(query), page);
    return { data: rows.map(AuditEntryDto.from), pagination: Pagination.of(page, total) };
  }

  /** Exports what the filter finds, as CSV. The export is recorded. */
  @Get('admin/audit-log/export')
  @Allow('audit.read', { scope: 'admin:system' })
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="audit-log.csv"')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async exportAuditLog(@Query() query: AuditFilterQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.exporter.csv(filterOf(query)));
  }

  /** Tells how the audit log was verified last. */
  @Get('admin/audit-log/verification')
  @Allow('audit.read', { scope: 'admin:system' })
  async getAuditVerification(): Promise<VerificationStateDto> {
    const latest = await this.verifications.latest();
    return { latest: latest && VerificationDto.from(latest) };
  }

  /** Has the audit log verified now, in the background. */
  @Post('admin/audit-log/verify')
  @HttpCode(202)
  @Allow('audit.read', { scope: 'admin:system' })
  @Idempotent()
  @ApiAcceptedResponse()
  async verifyAuditLog(@CurrentUser() { userId }: Principal): Promise<void> {
    await this.verifications.request(userId);
  }

  /** Lists what happened to the caller's own account, newest first: sign-ins and changes. */
  @Get('user/activity')
  @Allow('signed-in', { whileSuspended: true })
  async listActivity(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<ActivityPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.activity.page(userId, page);
    return { data: rows.map(row => ActivityDto.of(row, userId)), pagination: Pagination.of(page, total) };
  }
}
