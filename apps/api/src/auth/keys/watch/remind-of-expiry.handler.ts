import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Config, HandlesJob, type JobHandler, Jobs } from '@api/platform';
import { MailService } from '@api/mail';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'auth.remind-of-key-expiry': Record<string, never>;
  }
}

const DAYS_BEFORE = 7;

interface Expiring {
  id: number;
  name: string;
  prefix: string;
  expires_at: Date;
  user_id: number;
  email: string;
  full_name: string;
}

/** Tells owners a week before a key expires, once; a key that was made for less than that is no surprise. */
@Injectable()
@HandlesJob({ topic: 'auth.remind-of-key-expiry', retryLimit: 5 })
export class RemindOfExpiryHandler implements JobHandler<'auth.remind-of-key-expiry'> {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  @Cron(CronExpression.EVERY_HOUR, { name: 'remind-of-key-expiry' })
  async enqueue(): Promise<void> {
    await this.jobs.add('auth.remind-of-key-expiry', {}, { singletonKey: 'hour' });
  }

  handle(): Promise<void> {
    return this.em.transactional(async em => {
      const expiring = await em.execute<Expiring[]>(
        `update api_keys k set reminded_at = now() from users u
         where u.id = k.user_id and u.state = 'active' and k.revoked_at is null and k.reminded_at is null
           and k.expires_at > now() and k.expires_at <= now() + make_interval(days => ?)
           and k.expires_at - k.created_at > make_interval(days => ?)
         returning k.id, k.name, k.prefix, k.expires_at, u.id as user_id, u.email, u.full_name`,
        [DAYS_BEFORE, DAYS_BEFORE],
      );
      for (const key of expiring)
        await this.mail.send(
          { userId: key.user_id, email: key.email },
          'key-expires',
          {
            fullName: key.full_name,
            keyName: key.name,
            keyStart: key.prefix,
            day: key.expires_at.toISOString().slice(0, 10),
            link: `${this.config.env.PUBLIC_URL}/account/api-keys`,
          },
          `key-expires:${key.id}`,
        );
    });
  }
}
