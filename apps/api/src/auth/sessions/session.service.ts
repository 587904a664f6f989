import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditLog } from '@api/audit';
import { LiveHub, NotFoundError, type SecondFactor, UnauthenticatedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { RoleMatrix } from '../access/role-matrix';
import { isStaff } from '../access/roles';
import { KnownDevices } from '../devices/known-devices';
import { User } from '../users/user.entity';
import { type EndReason, type NewSession, Session, type SessionLifetime } from './session.entity';
import { Tokens } from './tokens';

const LONGEST_USER_AGENT = 300;
/** Ends that are acts of their own; the others are written down with what caused them. */
const NOTED: Readonly<Partial<Record<EndReason, AuditAction>>> = {
  'signed-out': 'session.ended',
  'ended-by-user': 'session.ended-elsewhere',
};

/** Tokens of a session that was just opened or refreshed; `refreshToken` is null when the browser already has the new one. */
export interface OpenedSession {
  readonly user: User;
  readonly sessionId: number;
  /** When the session ends unless it is used, and when it ends whatever happens. */
  readonly idleEndAt: Date;
  readonly absoluteEndAt: Date;
  readonly impersonatorId: number | null;
  /** What the browser keeps to be known again; null when it has it already. */
  readonly deviceSecret: string | null;
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** Opens, refreshes and ends sessions. An ended session stops working everywhere at once: every process hears of it. */
@Injectable()
export class SessionService {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
    private readonly live: LiveHub,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
    private readonly devices: KnownDevices,
    private readonly roles: RoleMatrix,
  ) {}

  /** Opens a session for somebody who has proved who they are; it may be made shorter than the settings say. */
  async open(user: User, proof: Omit<NewSession, 'userId' | 'refreshHash'>, longestMinutes = Infinity): Promise<OpenedSession> {
    const secret = this.tokens.secret();
    const session = Session.open(
      {
        ...proof,
        userId: user.id,
        refreshHash: this.tokens.hash(secret),
        userAgent: proof.userAgent.slice(0, LONGEST_USER_AGENT),
      },
      this.lifetime(longestMinutes),
    );
    const deviceSecret = await this.em.transactional(async em => {
      em.persist(session);
      if (proof.impersonator) return null;
      await this.requireAsChecked(user);
      await em.flush();
      await this.audit.record({
        action: 'session.opened',
        userId: user.id,
        actor: { userId: user.id, kind: isStaff(user.role) ? 'staff' : 'customer' },
        target: { kind: 'session', id: session.id },
        details: { secondFactor: proof.secondFactor ?? 'none' },
      });
      return this.devices.greet(user, proof.device ?? null, { ...proof, sessionId: session.id });
    });
    return this.opened(user, session, secret, deviceSecret);
  }

  /**
   * The person has just shown their password (null) or a second factor: the session goes on under new tokens, and the old
   * ones stop working, so that a stolen copy does not gain what was proved here.
   */
  async replace(userId: number, sessionId: number, secondFactor: SecondFactor | null): Promise<OpenedSession> {
    const secret = this.tokens.secret();
    const [user, session] = await this.em.transactional(async em => {
      const old = await em.findOne(Session, { id: sessionId, userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!old?.isOpen) throw new UnauthenticatedError('session_ended', 'Your session has ended. Sign in again.');
      const next = old.replace(this.tokens.hash(secret), secondFactor, this.lifetime());
      em.persist(next);
      await this.tell(old);
      await em.flush();
      await this.audit.record({
        action: 'session.stepped-up',
        userId,
        target: { kind: 'session', id: next.id },
        details: { with: secondFactor ?? 'password' },
      });
      return [await em.findOneOrFail(User, { id: userId }), next] as const;
    });
    return this.opened(user, session, secret);
  }

  /**
   * Exchanges a refresh token for new tokens. `idleSeconds` says how long ago the person did something: a page that asks by
   * itself does not keep a session alive. One that was already exchanged ends the session: somebody copied it.
   */
  async refresh(refreshToken: string, idleSeconds = 0): Promise<OpenedSession> {
    const { sessionId, secret, isOurs } = this.tokens.readRefresh(refreshToken);
    const next = this.tokens.secret();
    const outcome = await this.em.transactional(async em => {
      const session = await em.findOne(Session, { id: sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      // Something made up is no copy: whoever counts through ids must not be able to end the sessions of others.
      if (!session?.isOpen || !isOurs) return null;
      const user = await em.findOneOrFail(User, { id: session.userId });
      if (!(await this.mayGoOn(session))) return null;
      switch (session.judge(this.tokens.hash(secret))) {
        case 'current':
          session.rotate(this.tokens.hash(next));
          session.use(this.lifetime(), idleSeconds);
          return { user, session, secret: next };
        case 'just-rotated':
          return { user, session, secret: null };
        case 'reused':
          session.end('reused');
          await this.tell(session);
          await this.audit.record({
            action: 'session.reused',
            outcome: 'refused',
            userId: session.userId,
            target: { kind: 'session', id: session.id },
          });
          return null;
      }
    });
    if (!outcome) throw new UnauthenticatedError('session_ended', 'Your session has ended. Sign in again.');
    return this.opened(outcome.user, outcome.session, outcome.secret);
  }

  /**
   * Gives a session that waited new tokens, to the browser that shows its refresh token; null for everybody else and when it
   * has ended. Whoever copied the session that it waited for must not get this one.
   */
  resume(userId: number, sessionId: number, refreshToken: string | null): Promise<OpenedSession | null> {
    const secret = this.tokens.secret();
    const shown = this.tokens.readRefresh(refreshToken ?? '');
    return this.em.transactional(async em => {
      const session = await em.findOne(Session, { id: sessionId, userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!session?.isOpen || !shown.isOurs || shown.sessionId !== sessionId) return null;
      if (session.judge(this.tokens.hash(shown.secret)) === 'reused') return null;
      session.rotate(this.tokens.hash(secret));
      return this.opened(await em.findOneOrFail(User, { id: userId }), session, secret);
    });
  }

  /** The open sessions of a person, most recently used first. */
  openOf(userId: number): Promise<Session[]> {
    return this.em
      .fork()
      .find(Session, { userId, endedAt: null, expiresAt: { $gt: new Date() } }, { orderBy: { lastUsedAt: 'desc' }, limit: 100 });
  }

  /** Ends one session of a person; not found when it is somebody else's. */
  async end(userId: number, sessionId: number, reason: EndReason): Promise<void> {
    const ended = await this.endWhere({ userId, id: sessionId }, reason);
    if (ended === 0) throw new NotFoundError('session_not_found', 'This session has already ended.');
  }

  /** Ends a look and the session that waits for its end. */
  async endWaiting(userId: number, sessionId: number, reason: EndReason): Promise<void> {
    const { impersonatorId, impersonatorSessionId } = await this.em.fork().findOneOrFail(Session, { id: sessionId, userId });
    await this.end(userId, sessionId, 'impersonation-ended');
    if (impersonatorId && impersonatorSessionId)
      await this.endWhere({ userId: impersonatorId, id: impersonatorSessionId }, reason);
  }

  /** Ends all sessions of a person but one. */
  async endOthers(userId: number, keepSessionId: number, reason: EndReason): Promise<void> {
    await this.endWhere({ userId, id: { $ne: keepSessionId } }, reason);
  }

  /** Ends all sessions of a person. */
  async endAll(userId: number, reason: EndReason): Promise<void> {
    await this.endWhere({ userId }, reason);
  }

  private endWhere(which: { userId: number; id?: number | { $ne: number } }, reason: EndReason): Promise<number> {
    return this.em.transactional(async em => {
      const sessions = await em.find(Session, { ...which, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const looks = await em.find(
        Session,
        { impersonatorSessionId: { $in: sessions.map(({ id }) => id) }, endedAt: null },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      for (const session of sessions) session.end(reason);
      for (const look of looks) look.end('impersonation-ended');
      for (const session of [...sessions, ...looks]) await this.tell(session);
      for (const session of sessions) await this.note(session, NOTED[reason]);
      return sessions.length;
    });
  }

  /** Somebody's password may have been replaced, or their account deleted, while the old one was checked. */
  private async requireAsChecked({ id, passwordHash }: User): Promise<void> {
    const asChecked = { id, passwordHash, state: { $ne: 'deleted' as const } };
    if ((await this.em.nativeUpdate(User, asChecked, { lastSignInAt: new Date() })) === 0)
      throw new UnauthenticatedError('invalid_credentials', 'Username, e-mail or password is not right.');
  }

  /** A look lasts no longer than the rights of whoever looks. */
  private async mayGoOn({ impersonatorId, impersonatorSessionId }: Session): Promise<boolean> {
    if (!impersonatorId) return true;
    const looker = await this.em.findOne(User, { id: impersonatorId });
    const isWaiting = await this.em.count(Session, { id: impersonatorSessionId ?? 0, endedAt: null });
    return isWaiting > 0 && looker !== null && this.roles.mayLook(looker);
  }

  private async note({ id, userId }: Session, action?: AuditAction): Promise<void> {
    if (action) await this.audit.record({ action, userId, target: { kind: 'session', id } });
  }

  private tell({ id, userId }: Session): Promise<void> {
    return this.live.publish({ type: 'session-ended', userId, data: { sessionId: id } });
  }

  private lifetime(longestMinutes = Infinity): SessionLifetime {
    return {
      idleMinutes: Math.min(this.settings.get('security.sessionIdleMinutes'), longestMinutes),
      absoluteMinutes: Math.min(this.settings.get('security.sessionAbsoluteMinutes'), longestMinutes),
    };
  }

  private async opened(
    user: User,
    session: Session,
    secret: string | null,
    deviceSecret: string | null = null,
  ): Promise<OpenedSession> {
    return {
      user,
      sessionId: session.id,
      idleEndAt: session.expiresAt,
      absoluteEndAt: session.absoluteEndAt,
      impersonatorId: session.impersonatorId ?? null,
      deviceSecret,
      accessToken: await this.tokens.access(user.id, session.id),
      refreshToken: secret === null ? null : this.tokens.refresh(session.id, secret),
    };
  }
}
