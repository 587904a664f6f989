import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'notifications.forget-old': Record<string, never>;
  }
}

const KEPT_DAYS = 180;

/** Forgets old news once a night. */
@Injectable()
@HandlesJob({ topic: 'notifications.forget-old', retryLimit: 3 })
export class ForgetOldNotificationsHandler implements JobHandler<'notifications.forget-old'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'forget-old-notifications' })
  async enqueue(): Promise<void> {
    await this.jobs.add('notifications.forget-old', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    await this.em.execute('delete from notifications where created_at < now() - make_interval(days => ?)', [KEPT_DAYS]);
  }
}
