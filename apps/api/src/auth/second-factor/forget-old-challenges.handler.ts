import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'auth.forget-old-challenges': Record<string, never>;
  }
}

/** Forgets challenges that nobody answered. */
@Injectable()
@HandlesJob({ topic: 'auth.forget-old-challenges', retryLimit: 3 })
export class ForgetOldChallengesHandler implements JobHandler<'auth.forget-old-challenges'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_HOUR, { name: 'forget-old-challenges' })
  async enqueue(): Promise<void> {
    await this.jobs.add('auth.forget-old-challenges', {}, { singletonKey: 'hour' });
  }

  async handle(): Promise<void> {
    await this.em.execute('delete from webauthn_challenges where expires_at < now()');
    await this.em.execute('delete from sign_in_challenges where expires_at < now()');
  }
}
