import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, pageOf, PageQuery, Pagination, type Principal } from '@api/platform';
import { Ledger } from '../ledger/ledger';
import { statementCsv } from './statement-csv';
import { StatementReader } from './statement-reader';
import { StatementMonthDto, StatementPageDto, StatementQuery } from './statement.dto';
import { Statements } from './statements';

/** Statements of the caller's account. */
@ApiTags('billing')
@Controller()
export class StatementController {
  constructor(
    private readonly statements: Statements,
    private readonly reader: StatementReader,
    private readonly ledger: Ledger,
  ) {}

  /** Lists the months of the caller's account with their opening and closing balances, newest first. */
  @Get('billing/statements')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  async listStatements(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<StatementPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.statements.months(userId, page);
    return {
      data: rows.map(row => StatementMonthDto.from(row, this.ledger.currency)),
      pagination: Pagination.of(page, total),
    };
  }

  /** Gives a statement of the caller's account, as PDF or CSV. */
  @Get('transactions/export')
  @Allow('verified', { scope: 'read:billing', whileSuspended: true })
  @ApiProduces('application/pdf', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async exportTransactions(@CurrentUser() { userId }: Principal, @Query() query: StatementQuery): Promise<StreamableFile> {
    const period = this.statements.period(query.from, query.to);
    const name = `statement-${period.from.toISOString().slice(0, 10)}-to-${period.to.toISOString().slice(0, 10)}`;
    if (query.format !== 'csv')
      return new StreamableFile(await this.statements.pdf(userId, period), {
        type: 'application/pdf',
        disposition: `attachment; filename="${name}.pdf"`,
      });
    const opening = await this.reader.balanceBefore(userId, period.from);
    const lines = this.reader.transactions(userId, period);
    const csv = statementCsv({ period, opening, lines, currency: this.ledger.currency, withBom: query.bom === 'yes' });
    return new StreamableFile(csv, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${name}.csv"` });
  }
}
