import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { BadRequestError, Config, Jobs, LiveHub, type Principal, RefusedError } from '@api/platform';
import { requireStepUp } from '../access/step-up';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { EmailChangeService } from '../email-change/email-change.service';
import { PasswordHasher } from '../passwords/password-hasher';
import { PasswordRules } from '../passwords/password-rules';
import { OpenDoors } from '../recovery/open-doors';
import { SessionService } from '../sessions/session.service';
import { isTimeZone } from './time-zone';
import { type ProfileFields, User } from './user.entity';

const PASSWORD_CHECK: AttemptLimit = { free: 5, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** A change of profile; what is left out stays. */
export type ProfileChange = Partial<ProfileFields> & { readonly email?: string };

/** What people change about their own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly em: EntityManager,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
    private readonly emailChanges: EmailChangeService,
    private readonly audit: AuditLog,
    private readonly mail: MailService,
    private readonly config: Config,
    private readonly openDoors: OpenDoors,
  ) {}

  get(userId: number): Promise<User> {
    return this.em.fork().findOneOrFail(User, { id: userId });
  }

  /** Changes name, language and time zone at once; a new address is asked for and waits. */
  async update(caller: Principal, { email, ...change }: ProfileChange): Promise<User> {
    const { userId, credential } = caller;
    if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'timeZone', message: 'must be a time zone such as Europe/Berlin' },
      ]);
    const present = await this.get(userId);
    const isNewAddress = email !== undefined && email.toLowerCase() !== present.email.toLowerCase();
    if (isNewAddress && credential.kind === 'session') requireStepUp(credential);
    const user = Object.values(change).some(value => value !== undefined) ? await this.apply(userId, change) : present;
    if (isNewAddress) await this.emailChanges.ask(userId, email);
    return user;
  }

  private apply(userId: number, change: Omit<ProfileChange, 'email'>): Promise<User> {
    return this.em.transactional(async em => {
      const user = await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const before = user.fullName;
      user.change(change);
      await em.flush();
      if (user.fullName !== before) await this.jobs.add('user.changed', { userId }, { singletonKey: String(userId) });
      await this.audit.record({
        action: 'user.profile-changed',
        userId,
        target: { kind: 'user', id: userId },
        details: { ...change },
      });
      await this.live.publish({ type: 'user', userId, data: {} });
      return user;
    });
  }

  /** Changes the password and ends every other session. */
  async changePassword(userId: number, sessionId: number, currentPassword: string, newPassword: string): Promise<void> {
    await this.attempts.count(`password:${userId}`, PASSWORD_CHECK);
    const user = await this.get(userId);
    if (!(await this.hasher.matches(user.passwordHash, currentPassword))) throw wrongPassword();
    this.rules.require(newPassword, user, 'newPassword');
    const passwordHash = await this.hasher.hash(newPassword);
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      // Whoever showed a password that was replaced meanwhile has shown nothing.
      if (held.passwordHash !== user.passwordHash) throw wrongPassword();
      held.changePassword(passwordHash);
      await em.flush();
      await this.openDoors.shut(userId);
      await this.sessions.endOthers(userId, sessionId, 'password-changed');
      await this.audit.record({ action: 'user.password-changed', userId, target: { kind: 'user', id: userId } });
      await this.mail.send(
        { userId, email: held.email },
        'password-changed',
        { fullName: held.fullName, link: `${this.config.env.PUBLIC_URL}/forgot-password` },
        `password-changed:${userId}:${Date.now()}`,
      );
    });
    await this.attempts.forget(`password:${userId}`);
  }
}

function wrongPassword(): RefusedError {
  return new RefusedError('wrong_password', 'Your present password is not right.', [
    { field: 'currentPassword', message: 'is not right' },
  ]);
}
