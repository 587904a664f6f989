import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Config, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { MailService } from '@api/mail';
import { ACCOUNT_RULES } from '@api/settings';
import { User } from '../users/user.entity';
import { withEmail } from '../users/user-lookup';
import { PasswordReset } from './password-reset.entity';
import { PasswordResetService } from './password-reset.service';

/** Somebody forgot a password: if the address is known, its owner gets a link and a code. */
@Injectable()
@HandlesJob({ topic: 'auth.recover-password', concurrency: 2 })
export class RecoverPasswordHandler implements JobHandler<'auth.recover-password'> {
  constructor(
    private readonly em: EntityManager,
    private readonly resets: PasswordResetService,
  ) {}

  async handle({ email }: JobTopics['auth.recover-password']): Promise<void> {
    await this.em.transactional(async em => {
      const user = await em.findOne(User, withEmail(email));
      if (!user) return;
      const newest = await em.findOne(PasswordReset, { userId: user.id, purpose: 'recovery' }, { orderBy: { id: 'desc' } });
      const age = newest ? Date.now() - newest.createdAt.getTime() : Infinity;
      if (age >= ACCOUNT_RULES.resendCooldownSeconds * 1000) await this.resets.issue(user, 'recovery');
    });
  }
}

/** Somebody forgot a username: if the address is known, its owner is told. */
@Injectable()
@HandlesJob({ topic: 'auth.remind-username', concurrency: 2 })
export class RemindUsernameHandler implements JobHandler<'auth.remind-username'> {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  async handle({ email }: JobTopics['auth.remind-username']): Promise<void> {
    const user = await this.em.fork().findOne(User, withEmail(email));
    if (!user) return;
    const minute = Math.floor(Date.now() / (ACCOUNT_RULES.resendCooldownSeconds * 1000));
    await this.mail.send(
      { userId: user.id, email: user.email },
      'username-reminder',
      { fullName: user.fullName, username: user.username, link: `${this.config.env.PUBLIC_URL}/sign-in` },
      `username:${user.id}:${minute}`,
    );
  }
}
