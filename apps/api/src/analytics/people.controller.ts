import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, NotFoundError, pageOf, Pagination } from '@api/platform';
import { SettingsService } from '@api/settings';
import { PeopleReader } from './people-reader';
import { PeopleQuery, PersonDto, PersonPageDto } from './person.dto';

/** People, for staff. Their servers and transactions are filters of those lists. */
@ApiTags('admin: users')
@Controller('admin/users')
export class PeopleController {
  constructor(
    private readonly people: PeopleReader,
    private readonly settings: SettingsService,
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

  /** Shows one person. */
  @Get(':id')
  @Allow('users.read', { scope: 'admin:users' })
  async getUserDetail(@Param('id', IdParam) id: number): Promise<PersonDto> {
    const row = await this.people.find(id);
    if (!row) throw new NotFoundError('user_not_found', 'There is no such user.');
    return PersonDto.from(row, this.settings.get('billing.currency'));
  }
}
