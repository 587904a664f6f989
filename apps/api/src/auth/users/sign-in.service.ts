import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { PasswordHasher } from '../passwords/password-hasher';
import { type OpenedSession, SessionService } from '../sessions/session.service';
import { escapeLike } from '../verification/verification.service';
import { User } from './user.entity';

const BY_ACCOUNT: AttemptLimit = { free: 5, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };
const BY_ADDRESS: AttemptLimit = { free: 60, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

export interface SignInRequest {
  /** Username or e-mail address. */
  readonly name: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
}

/** Signs people in by username or e-mail. Attempts are counted before the password is hashed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly em: EntityManager,
    private readonly hasher: PasswordHasher,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
  ) {}

  async signIn({ name, password, address, userAgent }: SignInRequest): Promise<OpenedSession> {
    const account = `sign-in:${name.toLowerCase()}`;
    await this.attempts.count(`sign-in-from:${address}`, BY_ADDRESS);
    await this.attempts.count(account, BY_ACCOUNT);
    const user = await this.find(name);
    const isRight = user ? await this.hasher.matches(user.passwordHash, password) : await this.hasher.matchesNothing(password);
    if (!user || !isRight) throw new UnauthenticatedError('invalid_credentials', 'Username, e-mail or password is not right.');
    await this.attempts.forget(account);
    await this.attempts.forget(`sign-in-from:${address}`);
    return this.sessions.open(user, { userAgent, address, secondFactor: null });
  }

  /** A username never contains an at sign, so a name means one of the two. */
  private find(name: string): Promise<User | null> {
    const pattern = { $ilike: escapeLike(name) };
    return this.em.fork().findOne(User, name.includes('@') ? { email: pattern } : { username: pattern });
  }
}
