import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '../jobs';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'platform.forget-old-requests': Record<string, never>;
  }
}

/** Nobody repeats a request after so long; the acts themselves keep their keys for good. */
const REMEMBERED_DAYS = 7;

/** Forgets remembered requests once a night, so that the table holds a week and not a history. */
@Injectable()
@HandlesJob({ topic: 'platform.forget-old-requests', retryLimit: 3 })
export class ForgetOldRequestsHandler implements JobHandler<'platform.forget-old-requests'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_3AM, { name: 'forget-old-requests' })
  async enqueue(): Promise<void> {
    await this.jobs.add('platform.forget-old-requests', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    await this.em.execute('delete from idempotent_requests where created_at < now() - make_interval(days => ?)', [
      REMEMBERED_DAYS,
    ]);
  }
}
