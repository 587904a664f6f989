import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog, SecurityEvents } from '@api/audit';
import { Jobs, LiveHub, RefusedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { KeyService } from '../keys/key.service';
import { OpenDoors } from '../recovery/open-doors';
import { PasswordResetService } from '../recovery/password-reset.service';
import { SessionService } from '../sessions/session.service';
import { User } from '../users/user.entity';
import { Leftovers } from './leftovers';
import { SignInReports } from './sign-in-reports';

const GUESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/**
 * Locks an account that somebody else may be using: sessions, keys, known browsers and what was set up since end, and a new
 * password is needed. An account whose address was changed since is held for support.
 */
@Injectable()
export class NotMe {
  constructor(
    private readonly em: EntityManager,
    private readonly reports: SignInReports,
    private readonly sessions: SessionService,
    private readonly keys: KeyService,
    private readonly resets: PasswordResetService,
    private readonly attempts: AttemptCounter,
    private readonly audit: AuditLog,
    private readonly events: SecurityEvents,
    private readonly openDoors: OpenDoors,
    private readonly leftovers: Leftovers,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
  ) {}

  /** Carries out what the owner reported, once for each link. */
  async report(secret: string, address: string): Promise<void> {
    await this.attempts.count(`not-me-from:${networkOf(address)}`, GUESS);
    const isDone = await this.em.transactional(async em => {
      const found = await this.reports.redeem(secret);
      if (!found) return false;
      const { userId, sessionId, signedInAt } = found;
      const user = await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      user.changePassword('');
      await em.flush();
      await this.openDoors.shut(userId);
      const removed = await this.leftovers.remove(userId, signedInAt);
      const hasMoved = await this.leftovers.hasMoved(userId, signedInAt);
      await this.sessions.endAll(userId, 'reported');
      await this.keys.removeAllOf(userId, 'reported');
      await em.execute('delete from known_devices where user_id = ?', [userId]);
      // Whoever changed the address would get the link: then people decide, and until then nobody does anything.
      if (hasMoved) await this.hold(user);
      else await this.resets.issue(user, 'recovery');
      const details = { ...removed, hasMoved };
      await this.audit.record({ action: 'session.reported', userId, target: { kind: 'session', id: sessionId }, details });
      await this.events.raise({ kind: 'sign-in-reported', severity: 'critical', userId, details: { sessionId, ...details } });
      return true;
    });
    if (!isDone) throw new RefusedError('link_expired', 'This link is no longer valid. Set a new password instead.');
  }

  private async hold(user: User): Promise<void> {
    if (user.isSuspended) return;
    user.suspend('A sign-in was reported as not yours after the address was changed. Contact support.');
    await this.em.flush();
    await this.jobs.add('user.changed', { userId: user.id }, { singletonKey: String(user.id) });
    await this.audit.record({ action: 'user.suspended', userId: user.id, target: { kind: 'user', id: user.id } });
    await this.live.publish({ type: 'user', userId: user.id, data: {} });
  }
}
