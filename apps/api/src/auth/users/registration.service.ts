import { EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, Config, ConflictError } from '@api/platform';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { PasswordHasher } from '../passwords/password-hasher';
import { PasswordRules } from '../passwords/password-rules';
import { VerificationService } from '../verification/verification.service';
import { isTimeZone } from './time-zone';
import { type Role, User } from './user.entity';
import { withEmail, withUsername } from './user-lookup';

const REGISTER: AttemptLimit = { free: 20, longestWaitSeconds: 3600, forgetAfterSeconds: 3600 };

export interface Registration {
  readonly fullName: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** Of the browser; one that is not known here is left out. */
  readonly timeZone?: string | undefined;
}

/** Makes accounts. A known address gets the same answer as a new one, and its owner a mail. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly attempts: AttemptCounter,
    private readonly verification: VerificationService,
    private readonly mail: MailService,
    private readonly audit: AuditLog,
  ) {}

  /** Registers a customer and sends the code; throws `username_taken` when the name is gone. */
  async register(form: Registration, address: string): Promise<void> {
    await this.attempts.count(`register-from:${networkOf(address)}`, REGISTER);
    this.rules.require(form.password, form, 'password');
    const passwordHash = await this.hasher.hash(form.password);
    try {
      await this.em.transactional(async em => {
        if (await em.count(User, withUsername(form.username))) throw usernameTaken();
        const known = await em.findOne(User, withEmail(form.email));
        if (known) return this.tellOwner(known);
        const user = User.register({ ...form, timeZone: zoneOf(form), passwordHash }, this.clock.now());
        em.persist(user);
        await em.flush();
        await this.verification.issue(user);
        await this.audit.record({ action: 'user.registered', userId: user.id, target: { kind: 'user', id: user.id } });
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException && error.message.includes('users_username')) throw usernameTaken();
      // Two registrations of one address at once: the other one sends the mail, this one gives the same answer.
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
    }
  }

  /** Makes an account that needs no confirmation: the first administrator and demonstrations. */
  async createVerified(form: Registration & { role: Role }): Promise<User> {
    const passwordHash = await this.hasher.hash(form.password);
    return this.em.transactional(async em => {
      const user = User.register({ ...form, passwordHash }, this.clock.now());
      user.confirmEmail();
      em.persist(user);
      await em.flush();
      return user;
    });
  }

  private tellOwner({ id, email, fullName }: User): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    return this.mail.send(
      { userId: id, email },
      'address-already-registered',
      { fullName, link: `${this.config.env.PUBLIC_URL}/sign-in` },
      `known:${id}:${today}`,
    );
  }
}

function usernameTaken(): ConflictError {
  return new ConflictError('username_taken', 'This username is taken.', [{ field: 'username', message: 'is taken' }]);
}

function zoneOf({ timeZone }: Registration): string {
  return timeZone !== undefined && isTimeZone(timeZone) ? timeZone : 'UTC';
}
