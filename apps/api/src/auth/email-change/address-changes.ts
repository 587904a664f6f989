import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { MailService } from '@api/mail';
import { Config } from '@api/platform';
import type { User } from '../users/user.entity';

/** What every change of an address brings along, whoever made it. */
@Injectable()
export class AddressChanges {
  constructor(
    private readonly em: EntityManager,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  /** Tells the old address, and kills what was mailed to it and opens the account; part of the surrounding transaction. */
  async announce({ id: userId, fullName }: User, before: string): Promise<void> {
    await this.em.flush();
    await this.em.execute(
      `update password_resets set expires_at = now() where user_id = ? and used_at is null and expires_at > now()`,
      [userId],
    );
    await this.em.execute('delete from email_changes where user_id = ?', [userId]);
    await this.mail.send(
      { userId, email: before },
      'email-changed',
      { fullName, link: `${this.config.env.PUBLIC_URL}/forgot-password` },
      `email-changed:${userId}:${Date.now()}`,
    );
  }
}
