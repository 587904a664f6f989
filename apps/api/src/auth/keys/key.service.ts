import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  BadRequestError,
  Config,
  isAdminScope,
  LiveHub,
  newApiKey,
  NotFoundError,
  RefusedError,
  type Scope,
} from '@api/platform';
import { AuditLog } from '@api/audit';
import { MailService } from '@api/mail';
import { User } from '../users/user.entity';
import { ApiKey, type RevokeReason } from './api-key.entity';
import { KeyHasher } from './key-hasher';
import { isNetwork } from './networks';

const MOST_ACTIVE_KEYS = 25;

/** What an owner asks for. */
export interface KeyWish {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly lifetimeDays: number | null;
  readonly allowedAddresses: readonly string[];
}

/** A new key; `plain` is told once and kept nowhere. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly plain: string;
}

/** Makes, changes and ends API keys. An ended key stops working everywhere at once: every process hears of it. */
@Injectable()
export class KeyService {
  constructor(
    private readonly em: EntityManager,
    private readonly hasher: KeyHasher,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  create(userId: number, { name, scopes, lifetimeDays, allowedAddresses }: KeyWish): Promise<IssuedKey> {
    return this.em.transactional(async em => {
      const owner = await this.ownerForUpdate(userId);
      requireScopes(owner, scopes);
      await this.requireRoom(userId);
      const allowedNetworks = await this.networksOf(allowedAddresses);
      const plain = newApiKey();
      const key = ApiKey.issue({ userId, name, scopes, allowedNetworks, lifetimeDays }, plain, this.hasher.hash(plain));
      em.persist(key);
      await em.flush();
      await this.record('key.created', key, { name, scopes, allowedNetworks, expiresAt: key.expiresAt });
      return { key, plain };
    });
  }

  /** Changes the name or the addresses; the secret and the scopes of a key never change. */
  change(userId: number, id: number, changes: Partial<Pick<KeyWish, 'name' | 'allowedAddresses'>>): Promise<ApiKey> {
    return this.em.transactional(async em => {
      const key = await this.ownForUpdate(userId, id);
      const before = { name: key.name, allowedNetworks: key.allowedNetworks };
      key.name = changes.name ?? key.name;
      if (changes.allowedAddresses) key.allowedNetworks = await this.networksOf(changes.allowedAddresses);
      await em.flush();
      await this.record('key.changed', key, { before, after: { name: key.name, allowedNetworks: key.allowedNetworks } });
      await this.tell(key);
      return key;
    });
  }

  /** Gives the key a new secret; the old one dies in the same moment. */
  rotate(userId: number, id: number): Promise<IssuedKey> {
    return this.em.transactional(async em => {
      const owner = await this.ownerForUpdate(userId);
      const key = await this.ownForUpdate(userId, id);
      requireScopes(owner, key.scopes);
      if (key.isExpired) await this.requireRoom(userId);
      const plain = newApiKey();
      const next = key.rotate(plain, this.hasher.hash(plain));
      em.persist(next);
      await em.flush();
      await this.record('key.rotated', next, { name: next.name, rotatedFrom: id });
      await this.tell(key);
      return { key: next, plain };
    });
  }

  /** Ends a key of the person; not found when it is somebody else's or has ended already. */
  remove(userId: number, id: number): Promise<void> {
    return this.em.transactional(async () => this.end(await this.ownForUpdate(userId, id), 'removed-by-owner', null));
  }

  /** Ends all keys of a person; part of the surrounding transaction. */
  async removeAllOf(userId: number, reason: RevokeReason): Promise<void> {
    await this.em.transactional(async em => {
      const keys = await em.find(
        ApiKey,
        { userId, revokedAt: null },
        { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
      );
      for (const key of keys) await this.end(key, reason, null);
    });
  }

  /** Ends anybody's key and tells the owner why; false when it had ended already. */
  revoke(id: number, reason: RevokeReason, note: string): Promise<boolean> {
    return this.em.transactional(async em => {
      const key = await em.findOne(ApiKey, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!key) throw keyNotFound();
      if (key.revokedAt) return false;
      await this.end(key, reason, note);
      const owner = await em.findOneOrFail(User, { id: key.userId });
      await this.mail.send(
        { userId: owner.id, email: owner.email },
        'key-revoked',
        { fullName: owner.fullName, keyName: key.name, keyStart: key.prefix, reason: note, link: this.pageOfKeys() },
        `key-revoked:${key.id}`,
      );
      return true;
    });
  }

  /** Gives a key a limit of its own; null takes it away again. */
  setLimit(id: number, requestsPerMinute: number | null): Promise<void> {
    return this.em.transactional(async em => {
      const key = await em.findOne(ApiKey, { id, revokedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!key) throw keyNotFound();
      const before = key.requestsPerMinute;
      key.requestsPerMinute = requestsPerMinute;
      await em.flush();
      await this.record('key.changed', key, { before: { requestsPerMinute: before }, after: { requestsPerMinute } });
      await this.tell(key);
    });
  }

  private async end(key: ApiKey, reason: RevokeReason, note: string | null): Promise<void> {
    key.revoke(reason, note);
    await this.em.flush();
    await this.record('key.revoked', key, { name: key.name, reason, note });
    await this.tell(key);
  }

  /** Under the owner's row nobody adds a 26th key at the same time, and nobody loses a role in between. */
  private ownerForUpdate(userId: number): Promise<User> {
    return this.em.findOneOrFail(User, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  private async ownForUpdate(userId: number, id: number): Promise<ApiKey> {
    const key = await this.em.findOne(ApiKey, { id, userId, revokedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!key) throw keyNotFound();
    return key;
  }

  private async requireRoom(userId: number): Promise<void> {
    const active = await this.em.count(ApiKey, {
      userId,
      revokedAt: null,
      $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }],
    });
    if (active >= MOST_ACTIVE_KEYS)
      throw new RefusedError('too_many_keys', `You may have ${MOST_ACTIVE_KEYS} API keys. Remove one that you do not need.`);
  }

  /** As the database writes networks: without the bits behind the mask. */
  private async networksOf(addresses: readonly string[]): Promise<string[] | null> {
    if (addresses.length === 0) return null;
    const wrong = addresses.find(address => !isNetwork(address));
    if (wrong !== undefined)
      throw new BadRequestError('validation_failed', 'Some fields need your attention.', [
        { field: 'allowedAddresses', message: 'may only hold addresses such as 203.0.113.7 or networks such as 203.0.113.0/24' },
      ]);
    const rows = await this.em.execute<{ network: string }[]>(
      'select distinct network(address::inet)::text as network from jsonb_array_elements_text(?::jsonb) as address order by 1',
      [JSON.stringify(addresses)],
    );
    return rows.map(({ network }) => network);
  }

  private record(
    action: 'key.created' | 'key.changed' | 'key.rotated' | 'key.revoked',
    key: ApiKey,
    details: object,
  ): Promise<void> {
    const { id, userId, prefix } = key;
    return this.audit.record({ action, userId, target: { kind: 'api-key', id }, details: { ...details, prefix } });
  }

  /** Every process forgets what it knows of the key, and reads it again if it still stands. */
  private tell({ id, userId }: ApiKey): Promise<void> {
    return this.live.publish({ type: 'key-ended', userId, data: { keyId: id } });
  }

  private pageOfKeys(): string {
    return `${this.config.env.PUBLIC_URL}/account/api-keys`;
  }
}

function requireScopes({ role }: User, scopes: readonly Scope[]): void {
  const forbidden = scopes.find(scope => isAdminScope(scope) && role !== 'admin');
  if (forbidden !== undefined)
    throw new RefusedError('scope_not_allowed', `Your keys may not have the scope ${forbidden}.`, [
      { field: 'scopes', message: `may not hold ${forbidden}` },
    ]);
}

/** The same for a key that is not there, has ended, or is somebody else's. */
export function keyNotFound(): NotFoundError {
  return new NotFoundError('key_not_found', 'There is no such API key.');
}
