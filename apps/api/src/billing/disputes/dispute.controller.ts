import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, NotFoundError, pageOf, Pagination } from '@api/platform';
import { DisputeDto, DisputePageDto, DisputeQuery } from './dispute.dto';
import { DisputeReader } from './dispute-reader';

/** Disputes and reversals as cases, for staff. They are answered on the gateway's own site. */
@ApiTags('admin: billing')
@Controller('admin/disputes')
export class DisputeController {
  constructor(private readonly disputes: DisputeReader) {}

  /** Lists cases, open ones first. */
  @Get()
  @Allow('billing.read')
  async listDisputes(@Query() query: DisputeQuery): Promise<DisputePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.disputes.page({ state: query.state }, page);
    return { data: rows.map(DisputeDto.from), pagination: Pagination.of(page, total) };
  }

  /** Shows a case. */
  @Get(':id')
  @Allow('billing.read')
  @ApiNotFoundResponse({ description: '`dispute_not_found`' })
  async getDispute(@Param('id', IdParam) id: number): Promise<DisputeDto> {
    const row = await this.disputes.find(id);
    if (!row) throw new NotFoundError('dispute_not_found', 'There is no such case.');
    return DisputeDto.from(row);
  }
}
