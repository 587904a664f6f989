import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'auth.forget-old-attempts': Record<string, never>;
  }
}

/** Longer than any limit remembers. */
const REMEMBERED_DAYS = 2;

/** Forgets counted attempts once a night; an attack from many addresses would otherwise leave a row for each. */
@Injectable()
@HandlesJob({ topic: 'auth.forget-old-attempts', retryLimit: 3 })
export class ForgetOldAttemptsHandler implements JobHandler<'auth.forget-old-attempts'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'forget-old-attempts' })
  async enqueue(): Promise<void> {
    await this.jobs.add('auth.forget-old-attempts', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    await this.em.execute('delete from counted_attempts where last_at < now() - make_interval(days => ?)', [REMEMBERED_DAYS]);
  }
}
