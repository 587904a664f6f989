import { EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import {
  BadRequestError,
  Clock,
  ConflictError,
  ForbiddenError,
  Jobs,
  LiveHub,
  NotFoundError,
  type Principal,
  RefusedError,
} from '@api/platform';
import { isStaff, type Role } from '../access/roles';
import { mayChangeStaff } from '../access/staff-changes';
import { requireStepUp } from '../access/step-up';
import { AddressChanges } from '../email-change/address-changes';
import { PasswordResetService } from '../recovery/password-reset.service';
import { SessionService } from '../sessions/session.service';
import { LastAdmin } from '../users/last-admin';
import { User } from '../users/user.entity';

/** Somebody to invite. */
export interface Invitation {
  readonly fullName: string;
  readonly username: string;
  readonly email: string;
  readonly role: Role;
}

/** What staff do to accounts. Every act is written down, and takes effect on open sessions and keys at once. */
@Injectable()
export class PeopleDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly resets: PasswordResetService,
    private readonly sessions: SessionService,
    private readonly lastAdmin: LastAdmin,
    private readonly addresses: AddressChanges,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
  ) {}

  /** Makes an account without a password and mails a link that sets one; staff are invited by who may change roles, after a step-up. */
  async invite(invitation: Invitation, caller: Principal): Promise<number> {
    if (isStaff(invitation.role)) {
      if (!mayChangeStaff(caller)) throw new ForbiddenError('forbidden', 'Only who may change roles may invite staff.');
      requireProof(caller);
    }
    try {
      return await this.em.transactional(async em => {
        const user = User.register({ ...invitation, passwordHash: '' }, this.clock.now());
        await em.persist(user).flush();
        await this.resets.issue(user, 'invitation');
        await this.note('user.invited', user.id, { role: invitation.role });
        return user.id;
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      const field = error.message.includes('users_username') ? 'username' : 'email';
      throw new ConflictError(`${field}_taken`, `This ${field} is taken.`, [{ field, message: 'is taken' }]);
    }
  }

  /** Throws unless there is such a person. */
  async requireUser(userId: number): Promise<User> {
    const user = await this.em.fork().findOne(User, { id: userId });
    if (!user || user.state === 'deleted') throw new NotFoundError('user_not_found', 'There is no such user.');
    return user;
  }

  /** Throws when the account is one of staff and the caller may not change staff. */
  async requireMayChange(userId: number, caller: Principal): Promise<void> {
    requireMayChange(await this.requireUser(userId), caller);
  }

  /** Changes name and address; an address that staff enter counts as confirmed, because they answer for it. */
  async edit(userId: number, { fullName, email }: { fullName?: string; email?: string }, caller: Principal): Promise<void> {
    try {
      await this.change(userId, caller, async user => {
        const before = { fullName: user.fullName, email: user.email };
        const wasVerified = user.isVerified;
        user.change({ ...(fullName !== undefined && { fullName }) });
        if (email !== undefined && email !== user.email) {
          // Whoever reads the mail of an account can set its password.
          requireProof(caller);
          user.changeEmail(email);
          await this.addresses.announce(user, before.email);
        }
        await this.em.flush();
        await this.jobs.add(user.isVerified && !wasVerified ? 'user.verified' : 'user.changed', { userId });
        await this.note('user.edited', userId, { before, after: { fullName: user.fullName, email: user.email } });
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new ConflictError('email_taken', 'This address belongs to another account.', [
        { field: 'email', message: 'is taken' },
      ]);
    }
  }

  /** Suspends an account, with a reason that its owner reads, or lifts the suspension. */
  async setStatus(userId: number, isEnabled: boolean, reason: string | undefined, caller: Principal): Promise<void> {
    if (!isEnabled && !reason)
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'reason', message: 'is shown to the person and cannot be empty' },
      ]);
    if (!isEnabled && userId === caller.userId) throw new RefusedError('not_yourself', 'You cannot suspend your own account.');
    await this.change(userId, caller, async user => {
      if (user.isSuspended !== isEnabled) return;
      if (!isEnabled) await this.lastAdmin.protect(user);
      if (isEnabled) user.unsuspend();
      else user.suspend(reason ?? '');
      await this.em.flush();
      await this.jobs.add('user.changed', { userId }, { singletonKey: String(userId) });
      await this.note(isEnabled ? 'user.unsuspended' : 'user.suspended', userId, { reason: reason ?? null });
    });
  }

  /** Makes somebody something else; their sessions end, so that nothing goes on with the old rights. */
  async setRole(userId: number, role: Role, caller: Principal): Promise<void> {
    if (userId === caller.userId) throw new RefusedError('not_yourself', 'Somebody else has to change your role.');
    await this.change(userId, caller, async user => {
      if (user.role === role) return;
      const before = user.role;
      if (before === 'admin') await this.lastAdmin.protect(user);
      user.become(role);
      await this.em.flush();
      await this.sessions.endAll(userId, 'role-changed');
      await this.note('user.role-changed', userId, { before, after: role });
    });
  }

  /** Mails a link that sets a new password; staff never see or choose one. */
  async sendResetLink(userId: number, caller: Principal): Promise<void> {
    await this.change(userId, caller, async user => {
      await this.resets.issue(user, 'staff');
      await this.note('user.reset-link-sent', userId, {});
    });
  }

  /** Replaces the tags of a person; a tag gives and takes no right, so staff have them as well. */
  async setTags(userId: number, tags: readonly string[]): Promise<void> {
    await this.change(userId, null, async () => {
      await this.em.execute('delete from user_tags where user_id = ?', [userId]);
      await this.em.execute(`insert into user_tags (user_id, tag) select ?, unnest(string_to_array(nullif(?, ''), ','))`, [
        userId,
        tags.join(','),
      ]);
      await this.note('user.tagged', userId, { tags });
    });
  }

  /** Lets somebody who typed a wrong password too often try again at once. */
  async unlock(userId: number, caller: Principal): Promise<void> {
    await this.change(userId, caller, async user => {
      const keys = [`sign-in:user:${userId}`, `sign-in:user:${userId}:known`, `password:${userId}`, `second-factor:${userId}`];
      await this.em.execute('delete from counted_attempts where key = any(?::text[])', [`{${keys.join(',')}}`]);
      await this.note('sign-in.unlocked', user.id, {});
    });
  }

  /** Signs a person out everywhere. */
  async endSessions(userId: number, caller: Principal): Promise<void> {
    await this.change(userId, caller, async () => {
      await this.sessions.endAll(userId, 'ended-by-staff');
      await this.note('session.ended-elsewhere', userId, {});
    });
  }

  /** Acts on a person under lock; whoever may not change staff is refused there, so that nobody becomes staff in between. */
  private change(userId: number, caller: Principal | null, act: (user: User) => Promise<void>): Promise<void> {
    return this.em.transactional(async em => {
      const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user || user.state === 'deleted') throw new NotFoundError('user_not_found', 'There is no such user.');
      if (caller) requireMayChange(user, caller);
      await act(user);
      await this.live.publish({ type: 'user', userId, data: {} });
    });
  }

  private note(
    action: Parameters<AuditLog['record']>[0]['action'],
    userId: number,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ action, userId, target: { kind: 'user', id: userId }, details });
  }
}

/** Whoever could change an account of staff would be what they change. */
function requireMayChange({ role }: User, caller: Principal): void {
  if (isStaff(role) && !mayChangeStaff(caller))
    throw new ForbiddenError('forbidden', 'Only who may change roles may change accounts of staff.');
}

/** Throws unless a session has proved lately who holds it; a key has nothing to prove it with, and its scope says what it may do. */
function requireProof({ credential }: Principal): void {
  if (credential.kind === 'session') requireStepUp(credential);
}
