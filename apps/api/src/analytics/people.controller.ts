import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AuditLog } from '@api/audit';
import { Allow, IdParam, NotFoundError, pageOf, Pagination } from '@api/platform';
import { SettingsService } from '@api/settings';
import { peopleAsCsv } from './people-csv';
import { PeopleReader } from './people-reader';
import { PeopleQuery, PersonDto, PersonPageDto } from './person.dto';

/** People, for staff. Their servers and transactions are filters of those lists. */
@ApiTags('admin: users')
@Controller('admin/users')
export class PeopleController {
  constructor(
    private readonly people: PeopleReader,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** Lists people, newest first. */
  @Get()
  @Allow('users.read', { scope: 'admin:users' })
  async listUsers(@Query() { verified, ...query }: PeopleQuery): Promise<PersonPageDto> {
    const page = pageOf(query);
    const { rows, total } = await this.people.page({ ...query, ...(verified && { verified: verified === 'true' }) }, page);
    const currency = this.settings.get('billing.currency');
    return { data: rows.map(row => PersonDto.from(row, currency)), pagination: Pagination.of(page, total) };
  }

  /** The people that the filter finds, as CSV for a spreadsheet. */
  @Get('export')
  @Allow('users.read', { stepUp: true })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async exportUsers(@Query() { verified, page: _page, limit: _limit, ...query }: PeopleQuery): Promise<StreamableFile> {
    await this.audit.record({ action: 'user.list-exported', userId: null, details: { ...query, verified } });
    const rows = this.people.all({ ...query, ...(verified && { verified: verified === 'true' }) });
    return new StreamableFile(peopleAsCsv(rows, this.settings.get('billing.currency')), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="users.csv"',
    });
  }

  /** Shows one person. */
  @Get(':id')
  @Allow('users.read', { scope: 'admin:users' })
  async getUserDetail(@Param('id', IdParam) id: number): Promise<PersonDto> {
    const row = await this.people.find(id);
    if (!row) throw new NotFoundError('user_not_found', 'There is no such user.');
    return PersonDto.from(row, this.settings.get('billing.currency'));
  }
}
