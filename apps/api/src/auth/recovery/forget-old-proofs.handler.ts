import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'auth.forget-old-proofs': Record<string, never>;
  }
}

/** Links and codes that have run out are kept so long to answer questions. */
const KEPT_DAYS = 30;
/** A browser's cookie lasts so long; a row without one knows nobody. */
const DEVICE_KEPT_DAYS = 400;
/** Scripts that sign in without a cookie jar are a new browser each time. */
const MOST_DEVICES = 100;

/** Forgets links and codes that ran out, and browsers that were not seen for long, once a night. */
@Injectable()
@HandlesJob({ topic: 'auth.forget-old-proofs', retryLimit: 3 })
export class ForgetOldProofsHandler implements JobHandler<'auth.forget-old-proofs'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_4AM, { name: 'forget-old-proofs' })
  async enqueue(): Promise<void> {
    await this.jobs.add('auth.forget-old-proofs', {}, { singletonKey: 'night' });
  }

  async handle(): Promise<void> {
    for (const table of ['password_resets', 'email_changes', 'email_verifications', 'sign_in_reports'])
      await this.em.execute(`delete from ${table} where expires_at < now() - make_interval(days => ?)`, [KEPT_DAYS]);
    await this.em.execute('delete from known_devices where last_seen_at < now() - make_interval(days => ?)', [DEVICE_KEPT_DAYS]);
    await this.em.execute(
      `delete from known_devices d using (
         select id, row_number() over (partition by user_id order by last_seen_at desc, id desc) as place from known_devices
       ) ranked where ranked.id = d.id and ranked.place > ?`,
      [MOST_DEVICES],
    );
  }
}
