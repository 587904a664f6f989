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
  readonly impersonator?: { readonly userId: number; readonly sessionId: number; readonly mayWrite: boolean };
}

export type Presented = 'current' | 'just-rotated' | 'reused';

/** One signed-in browser. Its refresh secret changes with each use; an old one that comes back ends the session. */
export class Session extends SessionSchema.class {
  static open({ impersonator, ...facts }: NewSession, lifetime: SessionLifetime): Session {
    const now = new Date();
    const session = Object.assign(new Session(), {
      ...facts,
      previousRefreshHash: null,
      rotatedAt: null,
      createdAt: now,
      lastUsedAt: now,
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

  /** The person did something: the idle time starts again, within the absolute end. */
  use({ idleMinutes }: SessionLifetime): void {
    const now = new Date();
    this.lastUsedAt = now;
    this.expiresAt = new Date(Math.min(now.getTime() + idleMinutes * 60_000, this.absoluteEndAt.getTime()));
  }

  /** The person has just shown their password or second factor. */
  stepUp(secondFactor: SecondFactor | null): void {
    this.steppedUpAt = new Date();
    this.secondFactor = secondFactor ?? this.secondFactor;
  }

  end(reason: EndReason): void {
    this.endedAt ??= new Date();
    this.endedReason ??= reason;
  }
}
SessionSchema.setClass(Session);
