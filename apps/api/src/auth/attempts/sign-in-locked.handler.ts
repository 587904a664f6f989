import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { MailService } from '@api/mail';
import { Config, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { User } from '../users/user.entity';

const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MINUTES = 15;

/** Somebody has to wait because of wrong passwords: the owner is told, once an hour. */
@Injectable()
@HandlesJob({ topic: 'auth.sign-in-locked', retryLimit: 5 })
export class SignInLockedHandler implements JobHandler<'auth.sign-in-locked'> {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  async handle({ userId, address }: JobTopics['auth.sign-in-locked']): Promise<void> {
    const user = userId === null ? null : await this.em.fork().findOne(User, { id: userId, state: { $ne: 'deleted' } });
    if (!user) return;
    await this.mail.send(
      { userId: user.id, email: user.email },
      'sign-in-locked',
      {
        fullName: user.fullName,
        address,
        minutes: LONGEST_WAIT_MINUTES,
        link: `${this.config.env.PUBLIC_URL}/forgot-password`,
      },
      `sign-in-locked:${user.id}:${Math.floor(Date.now() / HOUR_MS)}`,
    );
  }
}
