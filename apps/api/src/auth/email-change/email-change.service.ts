import { EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { Config, Jobs, LiveHub, RefusedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { networkOf } from '../attempts/network';
import { Tokens } from '../sessions/tokens';
import { User } from '../users/user.entity';
import { withEmail } from '../users/user-lookup';
import { AddressChanges } from './address-changes';
import { EMAIL_CHANGE_LIFETIME_MINUTES, EmailChange } from './email-change.entity';

const ASK: AttemptLimit = { free: 5, longestWaitSeconds: 3600, forgetAfterSeconds: 24 * 3600 };
const GUESS: AttemptLimit = { free: 20, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** Changes addresses: the new one counts once its owner has confirmed it, and the old one is told both times. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
    private readonly mail: MailService,
    private readonly attempts: AttemptCounter,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
    private readonly config: Config,
    private readonly addresses: AddressChanges,
  ) {}

  /** The address that waits to be confirmed, or null. */
  async pendingOf(userId: number): Promise<string | null> {
    const change = await this.em.fork().findOne(EmailChange, { userId });
    return change?.isUsable ? change.email : null;
  }

  /** Mails a code and a link to the new address. Whether somebody else has it already is told to that person alone. */
  async ask(userId: number, email: string): Promise<void> {
    await this.attempts.count(`change-email:${userId}`, ASK);
    await this.em.transactional(async em => {
      const user = await em.findOneOrFail(User, { id: userId });
      const [code, secret] = [this.tokens.code(), this.tokens.secret()];
      const change = EmailChange.ask(userId, email, this.tokens.codeHash(userId, code), this.tokens.hash(secret));
      await em.nativeDelete(EmailChange, { userId });
      await em.persist(change).flush();
      const owner = await em.findOne(User, withEmail(email));
      const key = `${userId}:${change.createdAt.getTime()}`;
      if (owner && owner.id !== userId) await this.tellOwner(owner, key);
      else
        await this.mail.send(
          { userId, email },
          'confirm-new-email',
          {
            fullName: user.fullName,
            code,
            link: `${this.config.env.PUBLIC_URL}/confirm-email?token=${secret}`,
            minutes: EMAIL_CHANGE_LIFETIME_MINUTES,
          },
          `new-email:${key}`,
        );
      await this.tellOldAddress(user, email, `asked:${key}`);
      await this.audit.record({ action: 'user.email-change-requested', userId, target: { kind: 'user', id: userId } });
      await this.live.publish({ type: 'user', userId, data: {} });
    });
  }

  /** Confirms by the mailed link, wherever it is opened. */
  async confirmByLink(secret: string, address: string): Promise<string> {
    await this.attempts.count(`confirm-email-from:${networkOf(address)}`, GUESS);
    return this.confirm({ linkHash: this.tokens.hash(secret) }, change => change.isUsable);
  }

  /** Confirms by the mailed code, in the session that asked for it. */
  async confirmByCode(userId: number, code: string): Promise<string> {
    await this.attempts.count(`confirm-email:${userId}`, GUESS);
    return this.confirm({ userId }, change => change.matches(this.tokens.codeHashes(userId, code)));
  }

  /** Forgets a change that waits. */
  async cancel(userId: number): Promise<void> {
    await this.em.fork().nativeDelete(EmailChange, { userId });
    await this.live.publish({ type: 'user', userId, data: {} });
  }

  private async confirm(
    which: { userId: number } | { linkHash: string },
    isRight: (change: EmailChange) => boolean,
  ): Promise<string> {
    const refused = new RefusedError('code_expired', 'This code or link is not right or no longer valid. Ask for a new one.');
    const email = await this.takeEffect(which, isRight).catch((error: unknown) => {
      // Somebody else confirmed the same address in the meantime; they are told nothing of this one.
      if (error instanceof UniqueConstraintViolationException) throw refused;
      throw error;
    });
    if (email === null) throw refused;
    return email;
  }

  private takeEffect(
    which: { userId: number } | { linkHash: string },
    isRight: (change: EmailChange) => boolean,
  ): Promise<string | null> {
    return this.em.transactional(async em => {
      const change = await em.findOne(EmailChange, which, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!change || !isRight(change)) return null;
      const user = await em.findOneOrFail(User, { id: change.userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { id: userId, email: before, isVerified: wasVerified } = user;
      if (user.state !== 'active') return null;
      user.changeEmail(change.email);
      em.remove(change);
      await this.addresses.announce(user, before);
      await this.jobs.add(wasVerified ? 'user.changed' : 'user.verified', { userId });
      await this.audit.record({ action: 'user.email-changed', userId, target: { kind: 'user', id: userId } });
      await this.live.publish({ type: 'user', userId, data: {} });
      return user.email;
    });
  }

  private tellOldAddress(user: User, newEmail: string, key: string): Promise<void> {
    const letter = { ...this.letter(user), newEmail };
    return this.mail.send({ userId: user.id, email: user.email }, 'email-change-asked', letter, key);
  }

  private tellOwner({ id, email, fullName }: User, key: string): Promise<void> {
    const letter = { fullName, link: `${this.config.env.PUBLIC_URL}/sign-in` };
    return this.mail.send({ userId: id, email }, 'address-already-registered', letter, `known:${key}`);
  }

  private letter({ fullName }: User): { fullName: string; link: string } {
    return { fullName, link: `${this.config.env.PUBLIC_URL}/forgot-password` };
  }
}
