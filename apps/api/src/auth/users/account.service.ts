import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BadRequestError, Jobs, LiveHub, RefusedError } from '@api/platform';
import { AttemptCounter, type AttemptLimit } from '../attempts/attempt-counter';
import { passwordProblem } from '../passwords/common-passwords';
import { PasswordHasher } from '../passwords/password-hasher';
import { SessionService } from '../sessions/session.service';
import { User } from './user.entity';

const PASSWORD_CHECK: AttemptLimit = { free: 5, longestWaitSeconds: 900, forgetAfterSeconds: 3600 };

/** What people change about their own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly em: EntityManager,
    private readonly hasher: PasswordHasher,
    private readonly attempts: AttemptCounter,
    private readonly sessions: SessionService,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
  ) {}

  get(userId: number): Promise<User> {
    return this.em.fork().findOneOrFail(User, { id: userId });
  }

  rename(userId: number, fullName: string): Promise<User> {
    return this.em.transactional(async em => {
      const user = await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      user.rename(fullName);
      await em.flush();
      await this.jobs.add('user.changed', { userId }, { singletonKey: String(userId) });
      await this.live.publish({ type: 'user', userId, data: {} });
      return user;
    });
  }

  /** Changes the password and ends every other session. */
  async changePassword(userId: number, sessionId: number, currentPassword: string, newPassword: string): Promise<void> {
    await this.attempts.count(`password:${userId}`, PASSWORD_CHECK);
    const user = await this.get(userId);
    if (!(await this.hasher.matches(user.passwordHash, currentPassword)))
      throw new RefusedError('wrong_password', 'Your present password is not right.', [
        { field: 'currentPassword', message: 'is not right' },
      ]);
    const problem = passwordProblem(newPassword, user);
    if (problem)
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'newPassword', message: problem },
      ]);
    const passwordHash = await this.hasher.hash(newPassword);
    await this.em.transactional(async em => {
      const held = await em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      held.changePassword(passwordHash);
      await em.flush();
      await this.sessions.endOthers(userId, sessionId, 'password-changed');
    });
    await this.attempts.forget(`password:${userId}`);
  }
}
