import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, IdParam, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { SettlementDesk } from './settlement-desk';
import {
  DifferenceQuery,
  ResolveDifferenceDto,
  SettlementCheckDto,
  SettlementCheckPageDto,
  SettlementDifferenceDto,
  SettlementDifferencePageDto,
  StartSettlementDto,
} from './settlement.dto';

/** Whether the books agree with PayPal's own list. */
@ApiTags('admin: billing')
@Controller('admin/settlement')
export class SettlementController {
  constructor(private readonly desk: SettlementDesk) {}

  /** Lists checks, newest first. */
  @Get('checks')
  @Allow('billing.read')
  async listSettlementChecks(@Query() query: PageQuery): Promise<SettlementCheckPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.checks(page);
    return { data: rows.map(SettlementCheckDto.from), pagination: Pagination.of(page, total) };
  }

  /** Begins a check of the last days. */
  @Post('checks')
  @HttpCode(202)
  @Allow('billing.write')
  @ApiConflictResponse({ description: '`settlement_running`' })
  @ApiServiceUnavailableResponse({ description: '`payments_not_configured`' })
  async startSettlementCheck(
    @CurrentUser() { userId }: Principal,
    @Body() { days }: StartSettlementDto,
  ): Promise<SettlementCheckDto> {
    return SettlementCheckDto.from(await this.desk.begin(days, userId));
  }

  /** Lists differences, newest first. */
  @Get('differences')
  @Allow('billing.read')
  async listSettlementDifferences(@Query() query: DifferenceQuery): Promise<SettlementDifferencePageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.desk.differences(query.state === 'resolved', page);
    return { data: rows.map(SettlementDifferenceDto.from), pagination: Pagination.of(page, total) };
  }

  /** Records how a difference was dealt with. */
  @Post('differences/:id/resolve')
  @HttpCode(200)
  @Allow('billing.write')
  @ApiNotFoundResponse({ description: '`difference_not_found`' })
  @ApiConflictResponse({ description: '`difference_resolved`' })
  async resolveSettlementDifference(
    @Param('id', IdParam) id: number,
    @Body() { resolution }: ResolveDifferenceDto,
  ): Promise<SettlementDifferenceDto> {
    return SettlementDifferenceDto.from(await this.desk.resolve(id, resolution));
  }
}
