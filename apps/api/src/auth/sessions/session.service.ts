import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LiveHub, NotFoundError, UnauthenticatedError } from '@api/platform';
import { SettingsService } from '@api/settings';
import { User } from '../users/user.entity';
import { type EndReason, type NewSession, Session, type SessionLifetime } from './session.entity';
import { Tokens } from './tokens';

const LONGEST_USER_AGENT = 300;

/** Tokens of a session that was just opened or refreshed; `refreshToken` is null when the browser already has the new one. */
export interface OpenedSession {
  readonly user: User;
  readonly sessionId: number;
  /** When the session ends unless it is used, and when it ends whatever happens. */
  readonly idleEndAt: Date;
  readonly absoluteEndAt: Date;
  readonly impersonatorId: number | null;
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
  ) {}

  /** Opens a session for somebody who has proved who they are. */
  async open(user: User, proof: Omit<NewSession, 'userId' | 'refreshHash'>): Promise<OpenedSession> {
    const secret = this.tokens.secret();
    const session = Session.open(
      {
        ...proof,
        userId: user.id,
        refreshHash: this.tokens.hash(secret),
        userAgent: proof.userAgent.slice(0, LONGEST_USER_AGENT),
      },
      this.lifetime(),
    );
    await this.em.transactional(async em => {
      em.persist(session);
      if (!proof.impersonator) await em.nativeUpdate(User, { id: user.id }, { lastSignInAt: new Date() });
    });
    return this.opened(user, session, secret);
  }

  /** Exchanges a refresh token for new tokens. One that was already exchanged ends the session: somebody copied it. */
  async refresh(refreshToken: string): Promise<OpenedSession> {
    const [id = '', secret = ''] = refreshToken.split('.');
    const sessionId = /^\d{1,9}$/.test(id) ? Number(id) : 0;
    const next = this.tokens.secret();
    const outcome = await this.em.transactional(async em => {
      const session = await em.findOne(Session, { id: sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!session?.isOpen) return null;
      const user = await em.findOneOrFail(User, { id: session.userId });
      switch (session.judge(this.tokens.hash(secret))) {
        case 'current':
          session.rotate(this.tokens.hash(next));
          session.use(this.lifetime());
          return { user, session, secret: next };
        case 'just-rotated':
          return { user, session, secret: null };
        case 'reused':
          session.end('reused');
          await this.tell(session);
          return null;
      }
    });
    if (!outcome) throw new UnauthenticatedError('session_ended', 'Your session has ended. Sign in again.');
    return this.opened(outcome.user, outcome.session, outcome.secret);
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

  /** Ends all sessions of a person but one. */
  async endOthers(userId: number, keepSessionId: number, reason: EndReason): Promise<void> {
    await this.endWhere({ userId, id: { $ne: keepSessionId } }, reason);
  }

  private endWhere(which: { userId: number; id: number | { $ne: number } }, reason: EndReason): Promise<number> {
    return this.em.transactional(async em => {
      const sessions = await em.find(Session, { ...which, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      for (const session of sessions) {
        session.end(reason);
        await this.tell(session);
      }
      return sessions.length;
    });
  }

  private tell({ id, userId }: Session): Promise<void> {
    return this.live.publish({ type: 'session-ended', userId, data: { sessionId: id } });
  }

  private lifetime(): SessionLifetime {
    return {
      idleMinutes: this.settings.get('security.sessionIdleMinutes'),
      absoluteMinutes: this.settings.get('security.sessionAbsoluteMinutes'),
    };
  }

  private async opened(user: User, session: Session, secret: string | null): Promise<OpenedSession> {
    return {
      user,
      sessionId: session.id,
      idleEndAt: session.expiresAt,
      absoluteEndAt: session.absoluteEndAt,
      impersonatorId: session.impersonatorId ?? null,
      accessToken: await this.tokens.access(user.id, session.id),
      refreshToken: secret === null ? null : `${session.id}.${secret}`,
    };
  }
}
