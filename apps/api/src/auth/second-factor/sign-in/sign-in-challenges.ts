import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '@api/platform';
import { Tokens } from '../../sessions/tokens';

const LIFETIME_SECONDS = 300;
const MOST_TRIES = 5;

/** From where somebody signs in. */
export interface Browser {
  readonly address: string;
  readonly userAgent: string;
  /** The secret by which the browser shows that it was here before; null when it has none. */
  readonly device: string | null;
}

/** What stands between the two steps of a sign-in: five minutes, five tries, for the browser that began. */
@Injectable()
export class SignInChallenges {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
  ) {}

  async issue(userId: number, { address, userAgent }: Browser): Promise<{ challenge: string; expiresAt: Date }> {
    const challenge = this.tokens.secret();
    const expiresAt = new Date(Date.now() + LIFETIME_SECONDS * 1000);
    await this.em.execute(
      'insert into sign_in_challenges (secret_hash, user_id, address, user_agent, expires_at) values (?, ?, ?, ?, ?)',
      [this.tokens.hash(challenge), userId, address, userAgent, expiresAt],
    );
    return { challenge, expiresAt };
  }

  /** Whose sign-in this is. */
  async ownerOf(challenge: string): Promise<number> {
    const [row] = await this.em.execute<{ user_id: number }[]>(
      'select user_id from sign_in_challenges where secret_hash = ? and expires_at > now() and attempts < ?',
      [this.tokens.hash(challenge), MOST_TRIES],
    );
    if (!row) throw gone();
    return row.user_id;
  }

  /** Counts a try before it is made, and says whose sign-in this is. */
  async countTry(challenge: string, { userAgent }: Browser): Promise<number> {
    const [row] = await this.em.execute<{ user_id: number }[]>(
      `update sign_in_challenges set attempts = attempts + 1
       where secret_hash = ? and user_agent = ? and expires_at > now() and attempts < ? returning user_id`,
      [this.tokens.hash(challenge), userAgent, MOST_TRIES],
    );
    if (!row) throw gone();
    return row.user_id;
  }

  /** Uses the challenge up; false when somebody else was faster. Part of the surrounding transaction. */
  async finish(challenge: string): Promise<boolean> {
    const rows = await this.em.execute<{ user_id: number }[]>(
      'delete from sign_in_challenges where secret_hash = ? returning user_id',
      [this.tokens.hash(challenge)],
    );
    return rows.length === 1;
  }
}

function gone(): UnauthenticatedError {
  return new UnauthenticatedError(
    'challenge_expired',
    'This took too long, or there were too many tries. Enter your password again.',
  );
}
