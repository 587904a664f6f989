import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Scope } from '@api/platform';

export const REVOKE_REASONS = ['removed-by-owner', 'removed-by-staff', 'rotated', 'rule', 'reported', 'account-deleted'] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** How much of a key is kept to be recognised by. */
const SHOWN_START = 8;
const SHOWN_END = 4;
const DAY_MS = 86_400_000;

export const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    name: p.string(),
    /** Keyed hash of the key; the key itself is nowhere. */
    keyHash: p.string(),
    prefix: p.string(),
    lastFour: p.string(),
    scopes: p.array().$type<Scope[]>(),
    /** Only from there; null means from anywhere. */
    allowedNetworks: p.array().nullable(),
    /** A limit of its own; null means the limit of all. */
    requestsPerMinute: p.integer().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    remindedAt: p.datetime().nullable(),
    /** Written now and then, not with every call. */
    lastUsedAt: p.datetime().nullable(),
    lastAddress: p.string().nullable(),
    revokedAt: p.datetime().nullable(),
    revokedReason: p.string().$type<RevokeReason>().nullable(),
    /** In words, for the owner. */
    revokedNote: p.string().nullable(),
    rotatedFrom: p.integer().nullable(),
  },
});

/** What a new key is made of. */
export interface NewKey {
  readonly userId: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly allowedNetworks: readonly string[] | null;
  readonly lifetimeDays: number | null;
}

/** A key of a person for programs. It can do what its scopes say, and never more than its owner may at the time of the call. */
export class ApiKey extends ApiKeySchema.class {
  /** The key in plain text goes to its owner once; here only its hash and its ends stay. */
  static issue({ userId, name, scopes, allowedNetworks, lifetimeDays }: NewKey, plain: string, keyHash: string): ApiKey {
    const now = new Date();
    return Object.assign(new ApiKey(), {
      userId,
      name,
      keyHash,
      prefix: plain.slice(0, SHOWN_START),
      lastFour: plain.slice(-SHOWN_END),
      scopes: [...scopes],
      allowedNetworks: allowedNetworks === null ? null : [...allowedNetworks],
      requestsPerMinute: null,
      createdAt: now,
      expiresAt: lifetimeDays === null ? null : new Date(now.getTime() + lifetimeDays * DAY_MS),
      remindedAt: null,
      lastUsedAt: null,
      lastAddress: null,
      revokedAt: null,
      revokedReason: null,
      revokedNote: null,
      rotatedFrom: null,
    });
  }

  /** A new secret for the same purpose: same name, scopes, addresses, limit and lifetime. This one dies. */
  rotate(plain: string, keyHash: string): ApiKey {
    const { id, userId, name, scopes, allowedNetworks = null, requestsPerMinute, lifetimeDays } = this;
    const next = ApiKey.issue({ userId, name, scopes, allowedNetworks, lifetimeDays }, plain, keyHash);
    this.revoke('rotated', null);
    return Object.assign(next, { requestsPerMinute, rotatedFrom: id });
  }

  revoke(reason: RevokeReason, note: string | null): void {
    if (this.revokedAt) return;
    this.revokedAt = new Date();
    this.revokedReason = reason;
    this.revokedNote = note;
  }

  get isExpired(): boolean {
    return this.expiresAt ? this.expiresAt <= new Date() : false;
  }

  private get lifetimeDays(): number | null {
    return this.expiresAt ? Math.ceil((this.expiresAt.getTime() - this.createdAt.getTime()) / DAY_MS) : null;
  }
}
ApiKeySchema.setClass(ApiKey);
