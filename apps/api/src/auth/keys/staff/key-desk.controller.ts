import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, IdParam, pageOf, Pagination } from '@api/platform';
import { KeyService } from '../key.service';
import { UseReader } from '../use/use-reader';
import { KeyDeskQuery, KeyDetailDto, KeyLimitDto, OwnedKeyDto, OwnedKeyPageDto, RevokeKeyDto } from './key-desk.dto';
import { KeyDeskReader } from './key-desk-reader';
import { KeyReport } from './key-report';

/** Everybody's API keys, for staff. */
@ApiTags('admin: api keys')
@Controller('admin/api-keys')
export class KeyDeskController {
  constructor(
    private readonly reader: KeyDeskReader,
    private readonly keys: KeyService,
    private readonly use: UseReader,
    private readonly reports: KeyReport,
  ) {}

  /** Lists all API keys with their use of thirty days, newest first. */
  @Get()
  @Allow('keys.read', { scope: 'admin:system' })
  async listAllApiKeys(@Query() query: KeyDeskQuery): Promise<OwnedKeyPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.reader.page(query, page);
    return { data: rows.map(row => OwnedKeyDto.fromRow(row)), pagination: Pagination.of(page, total) };
  }

  /** Hands out the compliance report: every key with its rights, age and last use, as CSV. */
  @Get('report')
  @Allow('keys.read', { scope: 'admin:system' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } } })
  async exportApiKeyReport(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    await this.reports.recordExport();
    void reply.header('content-disposition', 'attachment; filename="api-keys.csv"');
    return new StreamableFile(this.reports.stream(), { type: 'text/csv; charset=utf-8' });
  }

  /** Shows one API key with its use by day and route, its networks, and what was noticed about it. */
  @Get(':id')
  @Allow('keys.read', { scope: 'admin:system' })
  async getApiKeyDetail(@Param('id', IdParam) id: number): Promise<KeyDetailDto> {
    return this.detail(id);
  }

  /** Gives an API key a limit of its own, or takes it away again. */
  @Patch(':id')
  @Allow('keys.write')
  async setApiKeyLimit(
    @Param('id', IdParam) id: number,
    @Body() { requestsPerMinute = null }: KeyLimitDto,
  ): Promise<KeyDetailDto> {
    await this.keys.setLimit(id, requestsPerMinute);
    return this.detail(id);
  }

  /** Ends somebody's API key; the owner is told why by mail. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('keys.write')
  async revokeApiKey(@Param('id', IdParam) id: number, @Body() { reason }: RevokeKeyDto): Promise<void> {
    await this.keys.revoke(id, 'removed-by-staff', reason);
  }

  private async detail(id: number): Promise<KeyDetailDto> {
    const row = await this.reader.get(id);
    const days = await this.use.days(id);
    const routes = await this.use.routes(id);
    return KeyDetailDto.of(row, {
      days,
      routes,
      networks: await this.reader.networks(id),
      events: await this.reader.findings(id),
    });
  }
}
