import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError, RefusedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { AttemptCounter } from '../../attempts/attempt-counter';
import { type OpenedSession, SessionService } from '../../sessions/session.service';
import { User } from '../../users/user.entity';
import { FactorChanges } from '../factor-changes';
import { CODE_TRIES, codeTriesOf } from '../factors';
import { totpUri } from './totp';
import { TotpCredentials } from './totp-credentials';

/** What an authenticator app is set up with. */
export interface TotpSetUp {
  readonly secret: string;
  readonly uri: string;
}

/** A factor that was added: the session goes on under new tokens, and the first factor brings recovery codes. */
export interface AddedFactor {
  readonly session: OpenedSession;
  readonly recoveryCodes: string[];
}

/** Sets authenticator apps up and removes them. */
@Injectable()
export class TotpService {
  constructor(
    private readonly em: EntityManager,
    private readonly credentials: TotpCredentials,
    private readonly changes: FactorChanges,
    private readonly sessions: SessionService,
    private readonly attempts: AttemptCounter,
    private readonly settings: SettingsService,
  ) {}

  /** Makes a secret, which counts for nothing until its first code was typed. */
  async begin(userId: number): Promise<TotpSetUp> {
    const { email } = await this.em.fork().findOneOrFail(User, { id: userId });
    const secret = await this.credentials.begin(userId);
    if (secret === null) throw new ConflictError('totp_exists', 'An authenticator app is set up already. Remove it first.');
    return { secret, uri: totpUri(secret, this.settings.get('company.name'), email) };
  }

  async confirm(userId: number, sessionId: number, code: string): Promise<AddedFactor> {
    await this.attempts.count(codeTriesOf(userId), CODE_TRIES);
    const added = await this.em.transactional(async () => {
      const user = await this.changes.hold(userId);
      if (!(await this.credentials.confirm(userId, code))) return null;
      const recoveryCodes = await this.changes.firstCodes(userId);
      const session = await this.sessions.replace(userId, sessionId, 'totp');
      await this.changes.announce(user, session.sessionId, {
        action: 'second-factor.enabled',
        words: 'An authenticator app was added.',
      });
      return { session, recoveryCodes };
    });
    if (!added) throw new RefusedError('invalid_code', 'This code is not right. Enter the newest one of your app.');
    await this.attempts.forget(codeTriesOf(userId));
    return added;
  }

  async remove(userId: number, sessionId: number): Promise<void> {
    await this.em.transactional(async () => {
      const user = await this.changes.hold(userId);
      if (!(await this.credentials.remove(userId))) throw new NotFoundError('totp_not_found', 'No authenticator app is set up.');
      await this.changes.afterRemoval(user);
      await this.changes.announce(user, sessionId, {
        action: 'second-factor.removed',
        words: 'The authenticator app was removed.',
      });
    });
  }
}
