import { EntityManager } from '@mikro-orm/postgresql';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SkipThrottle } from '@nestjs/throttler';
import { Allow } from '../access';
import { Config } from '../config';
import { DatabaseHealthDto, HealthDto } from './health.dto';
import { VERSION } from './version';

/** For load balancers and monitors: terse, without secrets. */
@ApiTags('health')
@Controller()
@SkipThrottle()
export class HealthController {
  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
  ) {}

  /** Says that the process answers. */
  @Get('health')
  @Allow('public')
  getHealth(): HealthDto {
    return {
      status: 'ok',
      version: VERSION,
      uptimeSeconds: Math.floor(process.uptime()),
      roles: [...this.config.env.SKYPANEL_ROLES],
    };
  }

  /** Says whether the database answers. */
  @Get('db-health')
  @Allow('public')
  async getDatabaseHealth(@Res({ passthrough: true }) reply: FastifyReply): Promise<DatabaseHealthDto> {
    try {
      await this.em.execute('select 1');
      return { status: 'ok' };
    } catch {
      void reply.status(503); // the answer itself is the report; the cause is in the log of whoever needs the database
      return { status: 'down' };
    }
  }
}
