import { EntityManager } from '@mikro-orm/postgresql';
import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { User } from '@api/auth';
import { AuditLog } from '@api/audit';
import { Allow, Config, ForbiddenError, IdParam, Jobs, NotFoundError } from '@api/platform';
import { LinkRehearsalDto, TestVirtfusionUserDto } from './link.dto';
import { LinkService } from './link.service';

/** Staff's hand on the link between a person and VirtFusion. */
@ApiTags('admin: users')
@Controller()
export class LinkController {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly links: LinkService,
    private readonly audit: AuditLog,
    private readonly config: Config,
  ) {}

  /** Tries again to link a person, and carries their name, address and standing over. */
  @Post('admin/users/:id/sync-virtfusion')
  @HttpCode(202)
  @Allow('users.write', { scope: 'admin:users' })
  async syncUserVirtfusion(@Param('id', IdParam) id: number): Promise<void> {
    await this.requireUser(id);
    await this.em.transactional(async () => {
      await this.jobs.add('user.verified', { userId: id });
      await this.jobs.add('user.changed', { userId: id }, { singletonKey: String(id) });
      await this.audit.record({ action: 'virtfusion.synced', userId: id, target: { kind: 'user', id } });
    });
  }

  /** Links a person to the VirtFusion user that carries their id. */
  @Post('admin/users/:id/link-virtfusion')
  @HttpCode(204)
  @Allow('users.write')
  async linkUserVirtfusion(@Param('id', IdParam) id: number): Promise<void> {
    await this.requireUser(id);
    await this.links.adopt(id);
  }

  /** Forgets the link; the VirtFusion user stays as it is. */
  @Delete('admin/users/:id/virtfusion-link')
  @HttpCode(204)
  @Allow('users.write')
  async unlinkUserVirtfusion(@Param('id', IdParam) id: number): Promise<void> {
    await this.requireUser(id);
    await this.links.unlink(id);
  }

  /** Tells what linking a person would do, without doing it. Refused in production. */
  @Post('test-virtfusion-user')
  @HttpCode(200)
  @Allow('users.write')
  async testVirtfusionUser(@Body() { userId }: TestVirtfusionUserDto): Promise<LinkRehearsalDto> {
    if (this.config.env.NODE_ENV === 'production')
      throw new ForbiddenError('not_in_production', 'This is a tool for setting up; it is off in production.');
    await this.requireUser(userId);
    return LinkRehearsalDto.from(await this.links.rehearse(userId));
  }

  private async requireUser(id: number): Promise<void> {
    if ((await this.em.fork().count(User, { id })) === 0) throw new NotFoundError('user_not_found', 'There is no such user.');
  }
}
