import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Config, Jobs, LiveHub, RefusedError, TooManyRequestsError } from '@api/platform';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { ACCOUNT_RULES } from '@api/settings';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { Tokens } from '../sessions/tokens';
import { User } from '../users/user.entity';
import { withEmail } from '../users/user-lookup';
import { CODE_LIFETIME_MINUTES, type CodeOutcome, EmailVerification } from './email-verification.entity';

const RESEND: AttemptLimit = { free: 5, longestWaitSeconds: 3600, forgetAfterSeconds: 24 * 3600 };
const GUESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

const REFUSALS: Record<Exclude<CodeOutcome, 'confirmed'>, [code: string, message: string]> = {
  wrong: ['invalid_code', 'This code is not right. Check the newest mail.'],
  expired: ['code_expired', 'This code is no longer valid. Ask for a new one.'],
  exhausted: ['too_many_attempts', 'This code was tried too often. Ask for a new one.'],
};

/** Confirms addresses by a code or a link that came by mail; unknown addresses get the same answers. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
    private readonly mail: MailService,
    private readonly attempts: AttemptCounter,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
    private readonly config: Config,
    private readonly audit: AuditLog,
  ) {}

  /** Sends a new code and link; part of the surrounding transaction. Earlier ones die. */
  async issue(user: User): Promise<void> {
    const code = this.tokens.code();
    const secret = this.tokens.secret();
    const em = this.em;
    await em.nativeUpdate(EmailVerification, { userId: user.id, usedAt: null }, { expiresAt: new Date() });
    const verification = EmailVerification.issue(
      user.id,
      user.email,
      this.tokens.codeHash(user.id, code),
      this.tokens.hash(secret),
    );
    em.persist(verification);
    await em.flush();
    const link = `${this.config.env.PUBLIC_URL}/verify?token=${secret}`;
    await this.mail.send(
      { userId: user.id, email: user.email },
      'verify-email',
      { fullName: user.fullName, code, link, minutes: CODE_LIFETIME_MINUTES },
      `verify:${verification.id}`,
    );
  }

  /** Asks for another code; whether the address belongs to somebody is found out by job, so that nobody learns it. */
  async resend(email: string, address: string): Promise<void> {
    await this.attempts.count(`resend-from:${networkOf(address)}`, GUESS);
    await this.attempts.count(`resend:${email.toLowerCase()}`, RESEND);
    await this.jobs.add('auth.resend-verification', { email });
  }

  /** Sends another code, if the address belongs to somebody who has not confirmed it and the last mail is a while ago. */
  async sendAgain(email: string): Promise<void> {
    await this.em.transactional(async em => {
      const user = await em.findOne(User, withEmail(email));
      if (!user || user.isVerified) return;
      const newest = await em.findOne(EmailVerification, { userId: user.id }, { orderBy: { id: 'desc' } });
      const age = newest ? Date.now() - newest.createdAt.getTime() : Infinity;
      if (age >= ACCOUNT_RULES.resendCooldownSeconds * 1000) await this.issue(user);
    });
  }

  /** Confirms by code; the refusals do not tell whether the address is known. */
  async confirmByCode(email: string, code: string, address: string): Promise<void> {
    await this.attempts.count(`verify-from:${networkOf(address)}`, GUESS);
    const outcome = await this.em.transactional(async em => {
      const user = await em.findOne(User, withEmail(email));
      const verification = user
        ? await em.findOne(
            EmailVerification,
            { userId: user.id },
            { orderBy: { id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
          )
        : null;
      if (!user || !verification) return 'wrong' as const;
      const judged = verification.tryCode(this.tokens.codeHashes(user.id, code));
      if (judged === 'confirmed') await this.confirm(user);
      return judged;
    });
    if (outcome === 'confirmed') return;
    const [refusal, message] = REFUSALS[outcome];
    throw outcome === 'exhausted'
      ? new TooManyRequestsError(refusal, message, ACCOUNT_RULES.resendCooldownSeconds)
      : new RefusedError(refusal, message);
  }

  /** Confirms by the link of the mail; says whose address it was. */
  async confirmByLink(secret: string, address: string): Promise<string> {
    await this.attempts.count(`verify-from:${networkOf(address)}`, GUESS);
    const email = await this.em.transactional(async em => {
      const verification = await em.findOne(
        EmailVerification,
        { linkHash: this.tokens.hash(secret) },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!verification) return null;
      const user = await em.findOneOrFail(User, { id: verification.userId });
      // The mail may have gone to an address that the person no longer has; its reader learns nothing of the present one.
      if (user.email.toLowerCase() !== verification.email.toLowerCase()) return null;
      if (user.isVerified) return user.email;
      if (!verification.isUsable) return null;
      verification.usedAt = new Date();
      await this.confirm(user);
      return user.email;
    });
    if (email === null) throw new RefusedError('code_expired', 'This link is no longer valid. Ask for a new code.');
    return email;
  }

  /** Notes that the person has shown to read mail at their address; part of the surrounding transaction. */
  async confirm(user: User): Promise<void> {
    user.confirmEmail();
    await this.em.flush();
    await this.jobs.add('user.verified', { userId: user.id });
    await this.audit.record({ action: 'user.verified', userId: user.id, target: { kind: 'user', id: user.id } });
    await this.live.publish({ type: 'user', userId: user.id, data: {} });
  }
}
