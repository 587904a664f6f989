import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Notifications } from '@api/notifications';
import { NotFoundError, RefusedError } from '@api/platform';
import { isStaff } from '../access/roles';
import { Session } from '../sessions/session.entity';
import { type OpenedSession, SessionService } from '../sessions/session.service';
import { User } from '../users/user.entity';

/** Who looks, and with which session. */
export interface Looker {
  readonly userId: number;
  readonly sessionId: number;
}

/** Why, how long, and whether more than reading. */
export interface Wish {
  readonly reason: string;
  readonly minutes: number;
  readonly mayWrite: boolean;
}

/** Lets staff look at the portal with a customer's eyes. */
@Injectable()
export class ImpersonationService {
  constructor(
    private readonly em: EntityManager,
    private readonly sessions: SessionService,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  /** Opens a session of the customer that ends by itself; never one of staff, because that would lend their rights. */
  start(
    looker: Looker,
    userId: number,
    { reason, minutes, mayWrite }: Wish,
    browser: { address: string; userAgent: string },
  ): Promise<OpenedSession> {
    return this.em.transactional(async em => {
      // Under lock, so that nobody becomes staff or goes in between.
      const user = await em.findOne(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user || user.state === 'deleted') throw new NotFoundError('user_not_found', 'There is no such user.');
      if (isStaff(user.role)) throw new RefusedError('not_a_customer', 'Only accounts of customers can be looked at.');
      const staff = await em.findOneOrFail(User, { id: looker.userId });
      const opened = await this.sessions.open(
        user,
        { ...browser, secondFactor: null, impersonator: { ...looker, mayWrite } },
        minutes,
      );
      await this.audit.record({
        action: 'impersonation.started',
        userId,
        target: { kind: 'user', id: userId },
        details: { reason, minutes, mayWrite },
      });
      await this.notifications.tell(
        {
          userId,
          kind: 'security',
          title: 'Support looked at your account',
          body: `${staff.fullName} (${mayWrite ? 'with the right to change things' : 'reading only'}, ${minutes} min): ${reason}`,
          link: '/account/security',
        },
        `impersonation:${opened.sessionId}`,
      );
      return opened;
    });
  }

  /** Ends the look. Gives the caller's own session back to the browser that shows its token; null when there is no way back. */
  async stop(userId: number, sessionId: number, waitingToken: string | null): Promise<OpenedSession | null> {
    const session = await this.em.fork().findOne(Session, { id: sessionId, userId });
    if (!session?.impersonatorId || !session.impersonatorSessionId)
      throw new RefusedError('not_impersonating', 'This is your own session.');
    await this.sessions.end(userId, sessionId, 'impersonation-ended');
    await this.audit.record({ action: 'impersonation.ended', userId, target: { kind: 'user', id: userId } });
    return this.sessions.resume(session.impersonatorId, session.impersonatorSessionId, waitingToken);
  }
}
