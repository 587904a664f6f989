import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'auth.forget-old-key-use': Record<string, never>;
  }
}

/** A year and a month, so that a year can be compared with the one before to the day. */
const REMEMBERED_DAYS = 396;

/** Forgets counts that nobody looks at any more, once a night. */
@Injectable()
@HandlesJob({ topic: 'auth.forget-old-key-use', retryLimit: 3 })
export class ForgetOldUseHandler implements JobHandler<'auth.forget-old-key-use'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'forget-old-key-use' })
  async enqueue(): Promise<void> {
    await this.jobs.add('auth.forget-old-key-use', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    await this.em.execute('delete from api_key_use where day < current_date - ?::int', [REMEMBERED_DAYS]);
    await this.em.execute(`delete from api_key_refusals where slot < now() - interval '1 day'`);
  }
}
