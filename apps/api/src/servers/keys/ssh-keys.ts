import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { ConflictError, Jobs, NotFoundError, type PageRequest, RefusedError } from '@api/platform';
import { requirePublicKey } from './public-key';

const MOST_KEYS = 50;
const COLUMNS = `id, name, kind, public_key as "publicKey", fingerprint, upstream_id as "upstreamId", problem, created_at as "createdAt",
  used_at as "usedAt"`;

/** A customer's public key. */
export interface SshKeyRow {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** VirtFusion's id of it; null until it is there. */
  readonly upstreamId: number | null;
  /** Why VirtFusion does not take it. */
  readonly problem: string | null;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/** The public keys of customers. They are ours at once; a job makes VirtFusion follow. Private keys never come here. */
@Injectable()
export class SshKeys {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  async page(userId: number, { limit, offset }: PageRequest): Promise<{ rows: SshKeyRow[]; total: number }> {
    const rows = await this.em.execute<SshKeyRow[]>(
      `select ${COLUMNS} from ssh_keys where user_id = ? and removed_at is null order by id desc limit ? offset ?`,
      [userId, limit, offset],
    );
    return { rows, total: await this.count(userId) };
  }

  /** These keys of the customer's; one that is not theirs is refused. */
  async those(userId: number, ids: readonly number[]): Promise<SshKeyRow[]> {
    if (ids.length === 0) return [];
    const rows = await this.em.execute<SshKeyRow[]>(
      `select ${COLUMNS} from ssh_keys where user_id = ? and removed_at is null and id = any(?::int[]) order by id`,
      [userId, `{${ids.join(',')}}`],
    );
    if (rows.length < new Set(ids).size)
      throw new RefusedError('ssh_key_not_found', 'There is no such SSH key.', [
        { field: 'sshKeyIds', message: 'names a key that you do not have' },
      ]);
    return rows;
  }

  /** Keeps a key. The same key again is refused, one that was removed comes back under its new name. */
  async add(userId: number, name: string, line: string): Promise<SshKeyRow> {
    const { kind, text, fingerprint } = requirePublicKey(line);
    return this.em.transactional(async em => {
      await em.execute('select 1 from users where id = ? for update', [userId]);
      if ((await this.count(userId)) >= MOST_KEYS)
        throw new RefusedError('too_many_ssh_keys', `An account has at most ${MOST_KEYS} SSH keys. Remove one first.`);
      const [row] = await em.execute<SshKeyRow[]>(
        `insert into ssh_keys (user_id, name, kind, public_key, fingerprint) values (?, ?, ?, ?, ?)
         on conflict (user_id, fingerprint) do update set name = excluded.name, removed_at = null, upstream_id = null, problem = null
           where ssh_keys.removed_at is not null
         returning ${COLUMNS}`,
        [userId, name, kind, text, fingerprint],
      );
      if (!row) throw new ConflictError('ssh_key_exists', 'This key is in your list already.');
      await this.record('ssh-key.added', userId, row.id, { name, fingerprint });
      await this.follow(userId);
      return row;
    });
  }

  /** Takes a key off the list. Servers that have it keep it until they are built anew. */
  async remove(userId: number, id: number): Promise<void> {
    await this.em.transactional(async em => {
      const [row] = await em.execute<{ name: string; fingerprint: string }[]>(
        'update ssh_keys set removed_at = now() where id = ? and user_id = ? and removed_at is null returning name, fingerprint',
        [id, userId],
      );
      if (!row) throw new NotFoundError('ssh_key_not_found', 'There is no such SSH key.');
      await this.record('ssh-key.removed', userId, id, row);
      await this.follow(userId);
    });
  }

  /** Has both sides compared: what was added in VirtFusion's own panel appears here. */
  async follow(userId: number): Promise<void> {
    await this.jobs.add('ssh-keys.follow', { userId }, { singletonKey: String(userId), group: `customer:${userId}` });
  }

  private async count(userId: number): Promise<number> {
    const [row] = await this.em.execute<{ count: number }[]>(
      'select count(*)::int as count from ssh_keys where user_id = ? and removed_at is null',
      [userId],
    );
    return row?.count ?? 0;
  }

  private record(action: 'ssh-key.added' | 'ssh-key.removed', userId: number, id: number, details: object): Promise<void> {
    return this.audit.record({ action, userId, target: { kind: 'ssh-key', id }, details: { ...details } });
  }
}
