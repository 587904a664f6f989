import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Jobs, LiveHub, NotFoundError, RefusedError } from '@api/platform';
import { KeyService } from '../keys/key.service';
import { SessionService } from '../sessions/session.service';
import { LastAdmin } from '../users/last-admin';
import { User } from '../users/user.entity';
import { type ErasureObstacle, PersonalData } from './personal-data';

/** Deletes accounts: the person is anonymised, the ledger stays. Refused while anything is left that needs an owner. */
@Injectable()
export class AccountErasure {
  constructor(
    private readonly em: EntityManager,
    private readonly data: PersonalData,
    private readonly sessions: SessionService,
    private readonly keys: KeyService,
    private readonly lastAdmin: LastAdmin,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
  ) {}

  /** What keeps the account from being deleted now; throws when that cannot be found out. */
  async obstacles(userId: number, asksOutside = true): Promise<ErasureObstacle[]> {
    const found: ErasureObstacle[] = [];
    for (const source of this.data.sources) found.push(...((await source.obstacles?.(userId, asksOutside)) ?? []));
    return found;
  }

  /** Anonymises the person; throws `account_in_use` with every obstacle. */
  async erase(userId: number): Promise<void> {
    await this.requireFree(userId, true);
    await this.em.transactional(async em => {
      const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user || user.state === 'deleted') throw new NotFoundError('user_not_found', 'There is no such user.');
      await this.lastAdmin.protect(user);
      // Asked again under lock: an order takes the same row, so none can slip in between.
      await this.requireFree(userId, false);
      user.anonymise();
      await em.flush();
      await this.sessions.endAll(userId, 'account-deleted');
      await this.keys.removeAllOf(userId, 'account-deleted');
      for (const source of this.data.sources) await source.erase?.(userId);
      await this.audit.record({ action: 'user.deleted', userId, target: { kind: 'user', id: userId } });
      await this.jobs.add('user.erased', { userId });
      await this.live.publish({ type: 'user', userId, data: {} });
    });
  }

  private async requireFree(userId: number, asksOutside: boolean): Promise<void> {
    const obstacles = await this.obstacles(userId, asksOutside);
    if (obstacles.length === 0) return;
    throw new RefusedError(
      'account_in_use',
      obstacles.map(({ message }) => message).join(' '),
      obstacles.map(({ code, message }) => ({ field: code, message })),
    );
  }
}
