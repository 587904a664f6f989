import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '../jobs';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'platform.forget-old-windows': Record<string, never>;
  }
}

/** Forgets windows that ended long ago; one that is gone is the same as an empty one. */
@Injectable()
@HandlesJob({ topic: 'platform.forget-old-windows', retryLimit: 3 })
export class ForgetOldWindowsHandler implements JobHandler<'platform.forget-old-windows'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_3AM, { name: 'forget-old-windows' })
  async enqueue(): Promise<void> {
    await this.jobs.add('platform.forget-old-windows', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    await this.em.execute(`delete from rate_windows where started_at < now() - interval '1 hour'`);
  }
}
