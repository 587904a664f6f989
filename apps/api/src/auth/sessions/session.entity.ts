import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SecondFactor } from '@api/platform';

export const END_REASONS = [
  'signed-out',
  'ended-by-user',
  'ended-by-staff',
  'password-changed',
  'password-reset',
  'reused',
  'suspended',
  'role-changed',
  'reported',
  'second-factor-changed',
  'stepped-up',
  'impersonation-ended',
  'account-deleted',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Two tabs may refresh at once; the loser's token is still good for so long. */
const ROTATION_GRACE_MS = 20_000;

export const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    /** SHA-256 of the present refresh secret. */
    refreshHash: p.string(),
    previousRefreshHash: p.string().nullable(),
    rotatedAt: p.datetime().nullable(),
    userAgent: p.string(),
    address: p.string(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedReason: p.string().$type<EndReason>().nullable(),
    /** However much it is used, a session is over then. */
    absoluteEndAt: p.datetime(),
    /** When the password or second factor was shown last. */
    steppedUpAt: p.datetime().nullable(),
    secondFactor: p.string().$type<SecondFactor>().nullable(),
    /** The member of staff who looks at the portal with this person's eyes. */
    impersonatorId: p.integer().nullable(),
    /** Their own session, to which they return. */
    impersonatorSessionId: p.integer().nullable(),
    impersonatorMayWrite: p.boolean(),
  },
});

/** How long a session lasts. */
export interface SessionLifetime {
  /** Without use. */
  readonly idleMinutes: number;
  /** Whatever the use. */
  readonly absoluteMinutes: number;
}

/** What a new session is made of. */
export interface NewSession {
  readonly userId: number;
  readonly refreshHash: string;
  readonly userAgent: string;
  readonly address: string;
  readonly secondFactor: SecondFactor | null;
  /** The secret by which the browser shows that it was here before; null when it has none. */
  readonly device?: string | null;
  readonly impersonator?: { readonly userId: number; readonly sessionId: number; readonly mayWrite: boolean };
}

export type Presented = 'current' | 'just-rotated' | 'reused';

/** One signed-in browser. Its refresh secret changes with each use; an old one that comes back ends the session. */
export class Session extends SessionSchema.class {
  static open({ impersonator, device: _device, ...facts }: NewSession, lifetime: SessionLifetime): Session {
    const now = new Date();
    const session = Object.assign(new Session(), {
      ...facts,
      previousRefreshHash: null,
      rotatedAt: null,
      createdAt: now,
      endedAt: null,
      endedReason: null,
      absoluteEndAt: new Date(now.getTime() + lifetime.absoluteMinutes * 60_000),
      steppedUpAt: impersonator ? null : now,
      impersonatorId: impersonator?.userId ?? null,
      impersonatorSessionId: impersonator?.sessionId ?? null,
      impersonatorMayWrite: impersonator?.mayWrite ?? false,
    });
    session.use(lifetime);
    return session;
  }

  get isOpen(): boolean {
    return this.endedAt === null && this.expiresAt > new Date();
  }

  /** What a presented refresh secret (by its hash) means. */
  judge(hash: string): Presented {
    if (hash === this.refreshHash) return 'current';
    const isRecent = Date.now() - (this.rotatedAt?.getTime() ?? 0) < ROTATION_GRACE_MS;
    return hash === this.previousRefreshHash && isRecent ? 'just-rotated' : 'reused';
  }

  rotate(refreshHash: string): void {
    this.previousRefreshHash = this.refreshHash;
    this.refreshHash = refreshHash;
    this.rotatedAt = new Date();
  }

  /** The person did something, so many seconds ago: the idle time starts again from there, within the absolute end. */
  use({ idleMinutes }: SessionLifetime, secondsAgo = 0): void {
    const at = new Date(Date.now() - secondsAgo * 1000);
    if (at < (this.lastUsedAt ?? new Date(0))) return;
    this.lastUsedAt = at;
    this.expiresAt = new Date(Math.min(at.getTime() + idleMinutes * 60_000, this.absoluteEndAt.getTime()));
  }

  /** Goes on as another session of the same browser, with the same absolute end and tokens of its own; this one ends. */
  replace(refreshHash: string, secondFactor: SecondFactor | null, lifetime: SessionLifetime): Session {
    const { userId, userAgent, address, createdAt, absoluteEndAt } = this;
    const proof = { userId, userAgent, address, refreshHash, secondFactor: secondFactor ?? this.secondFactor ?? null };
    const next = Object.assign(Session.open(proof, lifetime), { createdAt, absoluteEndAt });
    next.use(lifetime);
    this.end('stepped-up');
    return next;
  }

  end(reason: EndReason): void {
    this.endedAt ??= new Date();
    this.endedReason ??= reason;
  }
}
SessionSchema.setClass(Session);
