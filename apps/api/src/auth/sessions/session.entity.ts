import { defineEntity, p } from '@mikro-orm/postgresql';

export const END_REASONS = ['signed-out', 'ended-by-user', 'password-changed', 'reused', 'suspended'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** A session that is not used for so long is over. */
const LIFETIME_MS = 30 * 24 * 3_600_000;
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
  },
});

export type Presented = 'current' | 'just-rotated' | 'reused';

/** One signed-in browser. Its refresh secret changes with each use; an old one that comes back ends the session. */
export class Session extends SessionSchema.class {
  static open(userId: number, refreshHash: string, userAgent: string, address: string): Session {
    const now = new Date();
    return Object.assign(new Session(), {
      userId,
      refreshHash,
      previousRefreshHash: null,
      rotatedAt: null,
      userAgent,
      address,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
      endedAt: null,
      endedReason: null,
    });
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
    const now = new Date();
    this.previousRefreshHash = this.refreshHash;
    this.refreshHash = refreshHash;
    this.rotatedAt = now;
    this.lastUsedAt = now;
    this.expiresAt = new Date(now.getTime() + LIFETIME_MS);
  }

  end(reason: EndReason): void {
    this.endedAt ??= new Date();
    this.endedReason ??= reason;
  }
}
SessionSchema.setClass(Session);
