import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError, UpstreamNotFound } from '@sky/integrations/upstream';
import { type SshKey, VirtFusion } from '@sky/integrations/virtfusion';
import { HandlesJob, type JobHandler, type JobTopics, LiveHub } from '@api/platform';
import { LinkService } from '@api/virtfusion';
import { readPublicKey } from './public-key';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Bring a customer's SSH keys here and in VirtFusion together. */
    'ssh-keys.follow': { userId: number };
  }
}

interface Held {
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly isRemoved: boolean;
}

/**
 * Keeps VirtFusion's list of a customer's keys equal to ours. A key is known by its fingerprint, so an answer that got lost is
 * found again instead of being sent twice.
 */
@Injectable()
export class KeyMirror {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly live: LiveHub,
  ) {}

  /** Adds what only we have, takes over what only VirtFusion has, and removes there what was removed here. */
  async follow(userId: number): Promise<void> {
    const owner = await this.links.virtfusionUserId(userId);
    if (owner === null) return;
    const there = byFingerprint(await this.virtfusion.sshKeysOfUser(owner));
    const here = await this.held(userId);
    for (const key of here) {
      if (key.isRemoved) await this.remove(key, there.get(key.fingerprint) ?? []);
      else await this.place(this.virtfusion, owner, key, there.get(key.fingerprint)?.[0]);
    }
    const known = new Set(here.map(({ fingerprint }) => fingerprint));
    for (const [fingerprint, [key]] of there) if (key && !known.has(fingerprint)) await this.takeOver(userId, key);
    await this.live.publish({ type: 'ssh-keys', userId, data: {} });
  }

  /** VirtFusion's ids of these keys, which are put there if they are missing. */
  async idsOf(virtfusion: VirtFusion, owner: number, keys: readonly Omit<Held, 'isRemoved'>[]): Promise<number[]> {
    if (keys.length === 0) return [];
    const there = byFingerprint(await virtfusion.sshKeysOfUser(owner));
    const ids: number[] = [];
    for (const key of keys) {
      const id = await this.add(virtfusion, owner, key, there.get(key.fingerprint)?.[0]);
      await this.em.execute('update ssh_keys set upstream_id = ?, problem = null, used_at = now() where id = ?', [id, key.id]);
      ids.push(id);
    }
    return ids;
  }

  private held(userId: number): Promise<Held[]> {
    return this.em.execute<Held[]>(
      `select id, name, public_key as "publicKey", fingerprint, removed_at is not null as "isRemoved" from ssh_keys where user_id = ? order by id`,
      [userId],
    );
  }

  private async add(
    virtfusion: VirtFusion,
    owner: number,
    { name, publicKey }: Pick<Held, 'name' | 'publicKey'>,
    there: SshKey | undefined,
  ): Promise<number> {
    return there?.id ?? (await virtfusion.addSshKey({ userId: owner, name, publicKey })).id;
  }

  /** A key that VirtFusion does not take stays here, with the reason. */
  private async place(virtfusion: VirtFusion, owner: number, key: Held, there: SshKey | undefined): Promise<void> {
    try {
      const id = await this.add(virtfusion, owner, key, there);
      await this.em.execute('update ssh_keys set upstream_id = ?, problem = null where id = ?', [id, key.id]);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.outcome !== 'refused' || error.isPassing) throw error;
      await this.em.execute('update ssh_keys set upstream_id = null, problem = ? where id = ?', [error.reason, key.id]);
    }
  }

  /** Forgotten here only once it is gone there; somebody may have put it back meanwhile. */
  private async remove({ id }: Held, there: readonly SshKey[]): Promise<void> {
    for (const key of there) {
      await this.virtfusion.deleteSshKey(key.id).catch((error: unknown) => {
        if (!(error instanceof UpstreamNotFound)) throw error;
      });
    }
    await this.em.execute('delete from ssh_keys where id = ? and removed_at is not null', [id]);
  }

  private async takeOver(userId: number, { id, name, publicKey, createdAt }: SshKey): Promise<void> {
    const key = readPublicKey(publicKey);
    if (!key) return;
    await this.em.execute(
      `insert into ssh_keys (user_id, name, kind, public_key, fingerprint, upstream_id, created_at) values (?, ?, ?, ?, ?, ?, ?)
       on conflict do nothing`,
      [userId, name.slice(0, 100) || key.kind, key.kind, key.text, key.fingerprint, id, createdAt],
    );
  }
}

/** What is not a key that we understand is left alone. */
function byFingerprint(keys: readonly SshKey[]): Map<string, SshKey[]> {
  const found = new Map<string, SshKey[]>();
  for (const key of keys) {
    const fingerprint = readPublicKey(key.publicKey)?.fingerprint;
    if (fingerprint !== undefined) found.set(fingerprint, [...(found.get(fingerprint) ?? []), key]);
  }
  return found;
}

/** One customer's keys; one after the other, so that nothing is sent twice. */
@Injectable()
@HandlesJob({ topic: 'ssh-keys.follow', concurrency: 2, retryLimit: 30, oneAtATimeInGroup: true })
export class FollowKeysHandler implements JobHandler<'ssh-keys.follow'> {
  constructor(private readonly mirror: KeyMirror) {}

  handle({ userId }: JobTopics['ssh-keys.follow']): Promise<void> {
    return this.mirror.follow(userId);
  }
}
