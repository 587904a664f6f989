import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Tokens } from '../../sessions/tokens';

export const CHALLENGE_LIFETIME_SECONDS = 300;

/** What a challenge was given out for; its answer is good for nothing else. */
export interface ChallengePurpose {
  readonly purpose: 'register' | 'sign-in' | 'second-step' | 'step-up';
  /** Null while nobody knows yet who will answer. */
  readonly userId: number | null;
  readonly sessionId: number | null;
}

/** Challenges for passkeys. Each lives five minutes and is gone with the first answer, right or wrong. */
@Injectable()
export class WebauthnChallenges {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
  ) {}

  /** A new challenge, in base64url. */
  async issue({ purpose, userId, sessionId }: ChallengePurpose): Promise<string> {
    const challenge = this.tokens.secret();
    await this.em.execute(
      `insert into webauthn_challenges (hash, purpose, user_id, session_id, expires_at)
       values (?, ?, ?, ?, now() + make_interval(secs => ?))`,
      [this.tokens.hash(challenge), purpose, userId, sessionId, CHALLENGE_LIFETIME_SECONDS],
    );
    return challenge;
  }

  /** Uses a challenge up; false when it is unknown, too old, used, or was meant for something else. */
  async take(challenge: string, { purpose, userId, sessionId }: ChallengePurpose): Promise<boolean> {
    const rows = await this.em.execute<{ hash: string }[]>(
      `delete from webauthn_challenges
       where hash = ? and purpose = ? and user_id is not distinct from ? and session_id is not distinct from ? and expires_at > now()
       returning hash`,
      [this.tokens.hash(challenge), purpose, userId, sessionId],
    );
    return rows.length === 1;
  }
}
