import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** What somebody may have begun with the password that was replaced, and could finish without it. */
@Injectable()
export class OpenDoors {
  constructor(private readonly em: EntityManager) {}

  /** Forgets the change of address, the links and the second steps that wait; part of the transaction that replaces the password. */
  async shut(userId: number): Promise<void> {
    await this.em.execute('delete from email_changes where user_id = ?', [userId]);
    await this.em.execute('delete from sign_in_challenges where user_id = ?', [userId]);
    await this.em.execute(
      'update password_resets set expires_at = now() where user_id = ? and used_at is null and expires_at > now()',
      [userId],
    );
  }
}
