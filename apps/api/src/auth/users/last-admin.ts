import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { RefusedError } from '@api/platform';
import type { User } from './user.entity';

/** Any number of the same kind; only who holds it may take an administrator away. */
const LOCK = 7_206_114;

/** Keeps the installation from losing its last administrator. */
@Injectable()
export class LastAdmin {
  constructor(private readonly em: EntityManager) {}

  /** Throws `last_admin` when nobody else could administer (who was invited and has not come yet cannot); part of the transaction that takes the role, standing or account away. */
  async protect(user: User): Promise<void> {
    if (user.role !== 'admin' || user.isSuspended) return;
    await this.em.execute('select pg_advisory_xact_lock(?)', [LOCK]);
    const [row] = await this.em.execute<{ count: number }[]>(
      `select count(*)::int as count from users where role = 'admin' and state = 'active' and email_verified_at is not null and id <> ?`,
      [user.id],
    );
    if ((row?.count ?? 0) === 0)
      throw new RefusedError('last_admin', 'This is the last administrator. Make somebody else administrator first.');
  }
}
