import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Jobs, UnauthenticatedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { KnownDevices } from '../devices/known-devices';
import { PasswordHasher } from '../passwords/password-hasher';
import { Factors } from '../second-factor/factors';
import type { Browser } from '../second-factor/sign-in/sign-in-challenges';
import { type SecondStep, SecondStepService } from '../second-factor/sign-in/second-step.service';
import { type OpenedSession, SessionService } from '../sessions/session.service';
import { User } from './user.entity';
import { withEmail, withUsername } from './user-lookup';

const BY_ACCOUNT: AttemptLimit = { free: 5, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };
const BY_ADDRESS: AttemptLimit = { free: 60, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

export interface SignInRequest extends Browser {
  /** Username or e-mail address. */
  readonly name: string;
  readonly password: string;
  /** A code of the app or a recovery code, by those who know that they will be asked. */
  readonly code?: string;
}

/** Either a session, or the second step that leads to one. */
export type FirstStep = { readonly session: OpenedSession } | { readonly secondStep: SecondStep };

/** Signs people in by username or e-mail. Attempts are counted before the password is hashed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly em: EntityManager,
    private readonly hasher: PasswordHasher,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
    private readonly factors: Factors,
    private readonly secondStep: SecondStepService,
    private readonly audit: AuditLog,
    private readonly devices: KnownDevices,
    private readonly jobs: Jobs,
  ) {}

  async signIn({ name, password, code, ...browser }: SignInRequest): Promise<FirstStep> {
    const network = `sign-in-from:${networkOf(browser.address)}`;
    await this.attempts.count(network, BY_ADDRESS);
    const user = await this.find(name);
    const account = await this.countForAccount(name, user, browser);
    const isRight = user ? await this.hasher.matches(user.passwordHash, password) : await this.hasher.matchesNothing(password);
    if (!user || !isRight) {
      // People type passwords where names belong: what is nobody's name is not kept.
      await this.audit.record({
        action: 'sign-in.failed',
        outcome: 'refused',
        userId: user?.id ?? null,
        details: user ? { name } : {},
      });
      throw new UnauthenticatedError('invalid_credentials', 'Username, e-mail or password is not right.');
    }
    if (this.hasher.isOutdated(user.passwordHash)) await this.replaceHash(user, password);
    await this.attempts.forget(account);
    await this.attempts.forgive(network);
    const methods = await this.factors.methodsOf(user.id);
    if (methods.length === 0) return { session: await this.sessions.open(user, { ...browser, secondFactor: null }) };
    if (code !== undefined) return { session: await this.secondStep.openByCode(user.id, code, browser) };
    return { secondStep: await this.secondStep.begin(user.id, methods, browser) };
  }

  /**
   * Counts by person, whichever name they used. Somebody who guesses makes the owner wait as well, except in browsers that the
   * account is known to use: those have a count of their own.
   */
  private async countForAccount(name: string, user: User | null, { device, address }: Browser): Promise<string> {
    const isKnown = await this.devices.isKnown(user?.id ?? null, device);
    const who = user ? `user:${user.id}` : `name:${name.toLowerCase()}`;
    const account = isKnown ? `sign-in:${who}:known` : `sign-in:${who}`;
    try {
      await this.attempts.count(account, BY_ACCOUNT);
    } catch (error) {
      // By job for every name, so that the time of the refusal does not tell whether there is such an account.
      const userId = user?.id ?? null;
      await this.jobs.add('auth.sign-in-locked', { userId, address }, { singletonKey: String(userId) });
      throw error;
    }
    return account;
  }

  /** A hash of an older kind, or of another panel, gives way when its owner shows the password; a change in between wins. */
  private async replaceHash(user: User, password: string): Promise<void> {
    const present = await this.hasher.hash(password);
    const { id, passwordHash } = user;
    const replaced = await this.em.fork().nativeUpdate(User, { id, passwordHash }, { passwordHash: present });
    if (replaced > 0) user.passwordHash = present;
  }

  /** A username never contains an at sign, so a name means one of the two. */
  private find(name: string): Promise<User | null> {
    return this.em.fork().findOne(User, name.includes('@') ? withEmail(name) : withUsername(name));
  }
}
