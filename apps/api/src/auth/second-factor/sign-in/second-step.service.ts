import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { AuditLog } from '@api/audit';
import { type SecondFactor, UnauthenticatedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../../attempts/attempt-counter';
import { networkOf } from '../../attempts/network';
import { type OpenedSession, SessionService } from '../../sessions/session.service';
import { User } from '../../users/user.entity';
import { CODE_TRIES, codeTriesOf, Factors } from '../factors';
import { mustVerifyPerson, Passkeys } from '../passkeys/passkeys';
import { RelyingParty } from '../passkeys/relying-party';
import { type ChallengePurpose, WebauthnChallenges } from '../passkeys/webauthn-challenges';
import { type Browser, SignInChallenges } from './sign-in-challenges';

const BY_ADDRESS: AttemptLimit = { free: 60, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };
const PASSWORDLESS: ChallengePurpose = { purpose: 'sign-in', userId: null, sessionId: null };

/** The first step was right; the second is open. */
export interface SecondStep {
  readonly challenge: string;
  readonly methods: readonly SecondFactor[];
  readonly expiresAt: Date;
}

/** The second step of a sign-in, and the sign-in by a passkey alone, which is both steps at once. */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly em: EntityManager,
    private readonly challenges: SignInChallenges,
    private readonly factors: Factors,
    private readonly passkeys: Passkeys,
    private readonly relyingParty: RelyingParty,
    private readonly webauthn: WebauthnChallenges,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
    private readonly audit: AuditLog,
  ) {}

  /** Opens the second step for somebody whose password was right. */
  async begin(userId: number, methods: readonly SecondFactor[], browser: Browser): Promise<SecondStep> {
    return { methods, ...(await this.challenges.issue(userId, browser)) };
  }

  /** Finishes a sign-in by a code of the app or a recovery code. */
  async byCode(challenge: string, code: string, browser: Browser): Promise<OpenedSession> {
    const userId = await this.challenges.countTry(challenge, browser);
    return this.openByCode(userId, code, browser, () => this.challenges.finish(challenge));
  }

  /** Opens a session for somebody whose password was right and who sent the code along with it. */
  async openByCode(userId: number, code: string, browser: Browser, finish = always): Promise<OpenedSession> {
    await this.attempts.count(codeTriesOf(userId), CODE_TRIES);
    const session = await this.open(userId, browser, async () => {
      const used = await this.factors.accept(userId, code);
      return used !== null && (await finish()) ? used : null;
    });
    await this.attempts.forget(codeTriesOf(userId));
    return session;
  }

  /** What a browser needs to answer with a passkey: any of this site, or one of the person in the second step. */
  async passkeyOptions(challenge: string | undefined, { address }: Browser): Promise<PublicKeyCredentialRequestOptionsJSON> {
    await this.attempts.count(`passkey-from:${networkOf(address)}`, BY_ADDRESS);
    if (challenge === undefined)
      return this.relyingParty.authenticationOptions(await this.webauthn.issue(PASSWORDLESS), [], true);
    const userId = await this.challenges.ownerOf(challenge);
    const { role } = await this.em.fork().findOneOrFail(User, { id: userId });
    const own = await this.webauthn.issue(secondStepOf(userId));
    return this.relyingParty.authenticationOptions(own, await this.passkeys.credentialsOf(userId), mustVerifyPerson(role));
  }

  /** Finishes a sign-in by passkey. */
  async byPasskey(challenge: string | undefined, answer: unknown, browser: Browser): Promise<OpenedSession> {
    await this.attempts.count(`passkey-from:${networkOf(browser.address)}`, BY_ADDRESS);
    if (challenge !== undefined) {
      const userId = await this.challenges.countTry(challenge, browser);
      const owner = await this.passkeys.ownerProvedBy(answer, secondStepOf(userId));
      return this.open(userId, browser, async () =>
        owner === userId && (await this.challenges.finish(challenge)) ? 'passkey' : null,
      );
    }
    const owner = await this.passkeys.ownerProvedBy(answer, PASSWORDLESS);
    if (owner === null) throw wrongPasskey();
    return this.open(owner, browser, async () => 'passkey');
  }

  /** Opens the session in the transaction that uses the factor up; what is refused is written down. */
  private async open(userId: number, browser: Browser, prove: () => Promise<SecondFactor | null>): Promise<OpenedSession> {
    const session = await this.em.transactional(async em => {
      const user = await em.findOne(User, { id: userId, state: { $ne: 'deleted' } });
      const secondFactor = user && (await prove());
      return user && secondFactor ? this.sessions.open(user, { ...browser, secondFactor }) : null;
    });
    if (session) return session;
    await this.audit.record({ action: 'sign-in.failed', outcome: 'refused', userId, details: { step: 'second-factor' } });
    throw new UnauthenticatedError('invalid_code', 'This is not right. Try again.');
  }
}

function secondStepOf(userId: number): ChallengePurpose {
  return { purpose: 'second-step', userId, sessionId: null };
}

async function always(): Promise<boolean> {
  return true;
}

function wrongPasskey(): UnauthenticatedError {
  return new UnauthenticatedError('invalid_passkey', 'This passkey is not known here, or it could not be checked.');
}
