import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { BadRequestError, RefusedError, type SecondFactor, type SessionCredential, UnauthenticatedError } from '@api/platform';
import { onlyOwner, STEP_UP_LASTS_MS } from '../../access/step-up';
import { AttemptCounter } from '../../attempts/attempt-counter';
import { PasswordHasher } from '../../passwords/password-hasher';
import { type OpenedSession, SessionService } from '../../sessions/session.service';
import { User } from '../../users/user.entity';
import { CODE_TRIES, codeTriesOf, Factors } from '../factors';
import { mustVerifyPerson, Passkeys } from '../passkeys/passkeys';
import { RelyingParty } from '../passkeys/relying-party';
import { type ChallengePurpose, WebauthnChallenges } from '../passkeys/webauthn-challenges';

export const STEP_UP_METHODS = ['password', 'totp', 'passkey', 'recovery-code'] as const;
export type StepUpMethod = (typeof STEP_UP_METHODS)[number];

/** Somebody signed in, in one browser. */
export interface Caller {
  readonly userId: number;
  readonly session: SessionCredential;
}

/** What somebody typed to show that it is them. */
export interface TypedProof {
  readonly password?: string;
  readonly code?: string;
}

/**
 * Asks somebody who is signed in to show again that it is them. Whoever has a second factor shows that; the password alone
 * is for those who have none. The session goes on under new tokens, and the old ones stop working.
 */
@Injectable()
export class StepUpService {
  constructor(
    private readonly em: EntityManager,
    private readonly factors: Factors,
    private readonly passkeys: Passkeys,
    private readonly relyingParty: RelyingParty,
    private readonly webauthn: WebauthnChallenges,
    private readonly hasher: PasswordHasher,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
  ) {}

  /** The ways in which this person can show that it is them. */
  async methodsOf(userId: number): Promise<StepUpMethod[]> {
    const methods = await this.factors.methodsOf(userId);
    return methods.length > 0 ? methods : ['password'];
  }

  async byTyping({ userId, session }: Caller, { password, code }: TypedProof): Promise<OpenedSession> {
    requireOwner(session);
    const hasFactor = await this.factors.hasAny(userId);
    if (hasFactor && code === undefined)
      throw password === undefined
        ? nothingTyped('code')
        : new RefusedError('use_second_factor', 'Use your second factor for this.');
    if (!hasFactor && password === undefined) throw nothingTyped('password');
    await this.attempts.count(codeTriesOf(userId), CODE_TRIES);
    const stepped = await (code !== undefined && hasFactor
      ? this.replaceAfter(userId, session, () => this.factors.accept(userId, code))
      : this.byPassword(userId, session, password ?? ''));
    await this.attempts.forget(codeTriesOf(userId));
    return stepped;
  }

  /** What a browser needs to answer with one of the person's passkeys. */
  async passkeyOptions({ userId, session }: Caller): Promise<PublicKeyCredentialRequestOptionsJSON> {
    requireOwner(session);
    const known = await this.passkeys.credentialsOf(userId);
    if (known.length === 0) throw new RefusedError('no_passkey', 'There is no passkey to use.');
    const { role } = await this.em.fork().findOneOrFail(User, { id: userId });
    const challenge = await this.webauthn.issue(steppingUp(userId, session.sessionId));
    return this.relyingParty.authenticationOptions(challenge, known, mustVerifyPerson(role));
  }

  async byPasskey({ userId, session }: Caller, answer: unknown): Promise<OpenedSession> {
    requireOwner(session);
    const owner = await this.passkeys.ownerProvedBy(answer, steppingUp(userId, session.sessionId));
    return this.replaceAfter(userId, session, async () => (owner === userId ? 'passkey' : null));
  }

  private async byPassword(userId: number, { sessionId }: SessionCredential, password: string): Promise<OpenedSession> {
    const { passwordHash } = await this.em.fork().findOneOrFail(User, { id: userId });
    if (!(await this.hasher.matches(passwordHash, password)))
      throw new RefusedError('wrong_password', 'Your present password is not right.', [
        { field: 'password', message: 'is not right' },
      ]);
    return this.sessions.replace(userId, sessionId, null);
  }

  private replaceAfter(
    userId: number,
    { sessionId }: SessionCredential,
    prove: () => Promise<SecondFactor | null>,
  ): Promise<OpenedSession> {
    return this.em.transactional(async () => {
      const used = await prove();
      if (used === null) throw new UnauthenticatedError('invalid_code', 'This is not right. Try again.');
      return this.sessions.replace(userId, sessionId, used);
    });
  }
}

/** Until when a session counts as stepped up, or null when it does not any more. */
export function steppedUpUntil(steppedUpAt: number | null): Date | null {
  const until = (steppedUpAt ?? 0) + STEP_UP_LASTS_MS;
  return until > Date.now() ? new Date(until) : null;
}

function requireOwner({ impersonator }: SessionCredential): void {
  if (impersonator) throw onlyOwner();
}

function steppingUp(userId: number, sessionId: number): ChallengePurpose {
  return { purpose: 'step-up', userId, sessionId };
}

function nothingTyped(field: 'password' | 'code'): BadRequestError {
  return new BadRequestError('validation_failed', 'Some fields need your attention.', [{ field, message: 'is needed' }]);
}
