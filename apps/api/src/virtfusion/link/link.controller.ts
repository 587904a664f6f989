import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, IdParam, Jobs, NotFoundError } from '@api/platform';
import { EntityManager } from '@mikro-orm/postgresql';
import { User } from '@api/auth';

/** Staff's hand on the link between a person and VirtFusion. */
@ApiTags('admin: users')
@Controller('admin/users')
export class LinkController {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  /** Tries again to link a person, and carries their name over. */
  @Post(':id/sync-virtfusion')
  @HttpCode(202)
  @Allow('users.write')
  async syncUserVirtfusion(@Param('id', IdParam) id: number): Promise<void> {
    if ((await this.em.fork().count(User, { id })) === 0) throw new NotFoundError('user_not_found', 'There is no such user.');
    await this.jobs.add('user.verified', { userId: id });
    await this.jobs.add('user.changed', { userId: id }, { singletonKey: String(id) });
  }
}
