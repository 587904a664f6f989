import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { BlockList } from 'node:net';
import type { Principal, Scope } from '@api/platform';
import { PrincipalCache } from '../access/principal-cache';
import { RoleMatrix } from '../access/role-matrix';
import type { Role } from '../access/roles';
import { networkList } from './networks';

/** A known key is trusted for so long at most; the events that take rights away come much earlier. */
const REMEMBERED_MS = 10 * 60_000;

/** A key that exists, with whom it stands for. */
export interface FoundKey {
  readonly keyId: number;
  readonly principal: Principal;
  /** Revoked, expired, or its owner is gone. */
  readonly isDead: boolean;
  readonly allowedFrom: BlockList | null;
  /** Null: the limit of all keys. */
  readonly requestsPerMinute: number | null;
  /** Milliseconds since the epoch; Infinity for keys without an end. */
  readonly expiresAt: number;
}

interface KeyRow {
  id: number;
  scopes: Scope[];
  allowed_networks: string[] | null;
  requests_per_minute: number | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  user_id: number;
  username: string;
  role: Role;
  state: string;
  is_verified: boolean;
}

/** Finds keys by their hash: from memory when they were used lately, by one indexed read otherwise. */
@Injectable()
export class KeyFinder {
  /** Lives exactly as long as the cache keeps the principal. */
  private readonly facts = new WeakMap<Principal, FoundKey>();

  constructor(
    private readonly em: EntityManager,
    private readonly cache: PrincipalCache,
    private readonly roles: RoleMatrix,
  ) {}

  /**
   * Finds a key by the first of its hashes that is stored. One that was stored with the secret before is stored anew, so that it
   * outlives that secret.
   */
  async findAny(hashes: readonly string[]): Promise<FoundKey | null> {
    for (const [index, hash] of hashes.entries()) {
      const found = await this.find(hash);
      if (found && index > 0 && !found.isDead) await this.storeAs(hashes[0] ?? hash, found);
      if (found) return found;
    }
    return null;
  }

  private async storeAs(hash: string, { keyId }: FoundKey): Promise<void> {
    await this.em.fork().execute('update api_keys set key_hash = ? where id = ?', [hash, keyId]);
  }

  async find(hash: string): Promise<FoundKey | null> {
    const cached = this.cache.get(hash);
    const known = cached && this.facts.get(cached);
    if (known) return known;
    const moment = this.cache.moment();
    const found = await this.read(hash);
    if (found && !found.isDead) {
      this.facts.set(found.principal, found);
      this.cache.put(hash, found.principal, Math.min(found.expiresAt, Date.now() + REMEMBERED_MS), moment);
    }
    return found;
  }

  private async read(hash: string): Promise<FoundKey | null> {
    const [row] = await this.em.fork().execute<KeyRow[]>(
      `select k.id, k.scopes, k.allowed_networks, k.requests_per_minute, k.expires_at, k.revoked_at,
         u.id as user_id, u.username, u.role, u.state, u.email_verified_at is not null as is_verified
       from api_keys k join users u on u.id = k.user_id where k.key_hash = ?`,
      [hash],
    );
    return row ? this.found(row) : null;
  }

  private found(row: KeyRow): FoundKey {
    const expiresAt = row.expires_at?.getTime() ?? Infinity;
    return {
      keyId: row.id,
      principal: {
        userId: row.user_id,
        username: row.username,
        role: row.role,
        permissions: this.roles.permissionsOf(row.role),
        isVerified: row.is_verified,
        isSuspended: row.state === 'suspended',
        credential: { kind: 'key', keyId: row.id, scopes: new Set(row.scopes) },
      },
      isDead: row.revoked_at !== null || expiresAt <= Date.now() || row.state === 'deleted',
      allowedFrom: row.allowed_networks === null ? null : networkList(row.allowed_networks),
      requestsPerMinute: row.requests_per_minute,
      expiresAt,
    };
  }
}
