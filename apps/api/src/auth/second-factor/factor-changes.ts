import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Config, LiveHub, RefusedError } from '@api/platform';
import { type AuditAction, AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { SecondFactorPolicy } from '../access/second-factor-policy';
import { SessionService } from '../sessions/session.service';
import { User } from '../users/user.entity';
import { Factors } from './factors';
import { RecoveryCodes } from './recovery-codes/recovery-codes';

/** A change, in the words of the audit log and in words for the person. */
export interface FactorChange {
  readonly action: AuditAction;
  readonly target?: { readonly kind: string; readonly id: number };
  readonly details?: Readonly<Record<string, unknown>>;
  /** A sentence for the mail. */
  readonly words: string;
}

/** What every change of somebody's second factors brings along. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly em: EntityManager,
    private readonly factors: Factors,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly policy: SecondFactorPolicy,
    private readonly sessions: SessionService,
    private readonly mail: MailService,
    private readonly audit: AuditLog,
    private readonly live: LiveHub,
    private readonly config: Config,
  ) {}

  /** The person, held until the transaction ends, so that their changes come one after the other. */
  hold(userId: number): Promise<User> {
    return this.em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** Ten codes for somebody who has none left; an empty list for everybody else, who keep theirs. */
  async firstCodes(userId: number): Promise<string[]> {
    return (await this.recoveryCodes.left(userId)) > 0 ? [] : this.recoveryCodes.renew(userId);
  }

  /** Refuses a removal that leaves somebody without a factor who needs one; without any, recovery codes go as well. */
  async afterRemoval({ id, role }: User): Promise<void> {
    if (await this.factors.hasAny(id)) return;
    if (this.policy.isDueFor(role))
      throw new RefusedError(
        'second_factor_needed',
        'Your role needs a second factor. Add another one before you remove this one.',
      );
    await this.recoveryCodes.forget(id);
  }

  /** Writes the change down, ends the person's other sessions, and tells every process and the person. */
  async announce(user: User, keepSessionId: number, { words, ...entry }: FactorChange): Promise<void> {
    const { id, email, fullName } = user;
    await this.audit.record({ ...entry, userId: id });
    await this.sessions.endOthers(id, keepSessionId, 'second-factor-changed');
    await this.live.publish({ type: 'user', userId: id, data: {} });
    await this.mail.send(
      { userId: id, email },
      'second-factor-changed',
      { fullName, change: words, link: `${this.config.env.PUBLIC_URL}/account/security` },
      `second-factor-changed:${randomUUID()}`,
    );
  }
}
