import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BadRequestError, Config, RefusedError } from '@api/platform';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { PasswordHasher } from '../passwords/password-hasher';
import { PasswordRules } from '../passwords/password-rules';
import { SessionService } from '../sessions/session.service';
import { Tokens } from '../sessions/tokens';
import { User } from '../users/user.entity';
import { withEmail } from '../users/user-lookup';
import { VerificationService } from '../verification/verification.service';
import { OpenDoors } from './open-doors';
import { PasswordReset, RESET_LIFETIME_MINUTES, type ResetPurpose } from './password-reset.entity';

const GUESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** What somebody shows who wants to set a password: the secret of the link, or address and code. */
export interface ResetProof {
  readonly token?: string;
  readonly email?: string;
  readonly code?: string;
}

/** Lets people set a password by a link or a code that came by mail. It never signs anybody in, so a second factor stays asked for. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
    private readonly mail: MailService,
    private readonly attempts: AttemptCounter,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly sessions: SessionService,
    private readonly verification: VerificationService,
    private readonly config: Config,
    private readonly audit: AuditLog,
    private readonly openDoors: OpenDoors,
  ) {}

  /** Mails a link and a code; part of the surrounding transaction. Earlier ones die. */
  async issue(user: User, purpose: ResetPurpose): Promise<void> {
    const { em } = this;
    const [code, secret] = [this.tokens.code(), this.tokens.secret()];
    await em.nativeUpdate(PasswordReset, { userId: user.id, usedAt: null }, { expiresAt: new Date() });
    const reset = PasswordReset.issue(user.id, purpose, this.tokens.hash(secret), this.tokens.codeHash(user.id, code));
    await em.persist(reset).flush();
    await this.mail.send(
      { userId: user.id, email: user.email },
      purpose === 'invitation' ? 'invitation' : 'reset-password',
      {
        fullName: user.fullName,
        username: user.username,
        code,
        link: `${this.config.env.PUBLIC_URL}/reset-password?token=${secret}`,
        minutes: RESET_LIFETIME_MINUTES[purpose],
      },
      `reset:${reset.id}`,
    );
  }

  /** Throws unless the proof would set a password now; a code is counted as tried. */
  async check(proof: ResetProof, address: string): Promise<void> {
    await this.attempts.count(`reset-from:${networkOf(address)}`, GUESS);
    const isRight = await this.em.transactional(async () => (await this.find(proof)) !== null);
    if (!isRight) throw refusalOf(proof);
  }

  /** Sets the password, confirms the address (its owner has just read it there), and ends every session. */
  async reset(proof: ResetProof, newPassword: string, address: string): Promise<void> {
    await this.attempts.count(`reset-from:${networkOf(address)}`, GUESS);
    if (!proof.token && !(proof.email && proof.code))
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'token', message: 'needs the link, or your address and the code' },
      ]);
    const owner = await this.em.transactional(async () => {
      const found = await this.find(proof);
      return found && { userId: found.user.id, username: found.user.username, email: found.user.email };
    });
    if (!owner) throw refusalOf(proof);
    this.rules.require(newPassword, owner, 'newPassword');
    const passwordHash = await this.hasher.hash(newPassword);
    const isDone = await this.em.transactional(async () => {
      // Asked again under lock: of two requests with one link only one sets a password.
      const found = await this.find(proof);
      if (!found) return false;
      found.reset.use();
      await this.replacePassword(found.user, passwordHash);
      return true;
    });
    if (!isDone) throw refusalOf(proof);
    await this.attempts.forget(`sign-in:user:${owner.userId}`);
  }

  private async replacePassword(user: User, passwordHash: string): Promise<void> {
    user.changePassword(passwordHash);
    await this.em.flush();
    if (!user.isVerified) await this.verification.confirm(user);
    await this.sessions.endAll(user.id, 'password-reset');
    await this.openDoors.shut(user.id);
    await this.audit.record({ action: 'user.password-reset', userId: user.id, target: { kind: 'user', id: user.id } });
    await this.mail.send(
      { userId: user.id, email: user.email },
      'password-changed',
      { fullName: user.fullName, link: `${this.config.env.PUBLIC_URL}/forgot-password` },
      `password-changed:${user.id}:${Date.now()}`,
    );
  }

  /** The newest reset of the person under lock, when the proof fits it. */
  private async find({ token, email, code }: ResetProof): Promise<{ reset: PasswordReset; user: User } | null> {
    const { em } = this;
    const user = email === undefined ? null : await em.findOne(User, withEmail(email));
    if (email !== undefined && !user) return null;
    const reset = await em.findOne(
      PasswordReset,
      token === undefined ? { userId: user?.id ?? 0 } : { linkHash: this.tokens.hash(token) },
      { orderBy: { id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!reset?.isUsable) return null;
    if (token === undefined && !reset.matches(this.tokens.codeHashes(reset.userId, code ?? ''))) return null;
    const owner = await em.findOneOrFail(User, { id: reset.userId });
    return owner.state === 'deleted' ? null : { reset, user: owner };
  }
}

function refusalOf({ token }: ResetProof): RefusedError {
  return token === undefined
    ? new RefusedError('invalid_code', 'This code is not right or no longer valid. Ask for a new one.')
    : new RefusedError('link_expired', 'This link is no longer valid. Ask for a new one.');
}
