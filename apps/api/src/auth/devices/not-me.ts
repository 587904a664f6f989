import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog, SecurityEvents } from '@api/audit';
import { RefusedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { KeyService } from '../keys/key.service';
import { PasswordResetService } from '../recovery/password-reset.service';
import { SessionService } from '../sessions/session.service';
import { User } from '../users/user.entity';
import { SignInReports } from './sign-in-reports';

const GUESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** Locks an account that somebody else may be using: sessions, keys and known browsers end, and a new password is needed. */
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
  ) {}

  /** Carries out what the owner reported, once for each link. */
  async report(secret: string, address: string): Promise<void> {
    await this.attempts.count(`not-me-from:${address}`, GUESS);
    const isDone = await this.em.transactional(async em => {
      const found = await this.reports.redeem(secret);
      if (!found) return false;
      const { userId, sessionId } = found;
      const user = await em.findOneOrFail(User, { id: userId });
      user.changePassword('');
      await em.flush();
      await this.sessions.endAll(userId, 'reported');
      await this.keys.removeAllOf(userId, 'reported');
      await em.execute('delete from known_devices where user_id = ?', [userId]);
      await this.resets.issue(user, 'recovery');
      await this.audit.record({ action: 'session.reported', userId, target: { kind: 'session', id: sessionId } });
      await this.events.raise({ kind: 'sign-in-reported', severity: 'critical', userId, details: { sessionId } });
      return true;
    });
    if (!isDone) throw new RefusedError('link_expired', 'This link is no longer valid. Set a new password instead.');
  }
}
