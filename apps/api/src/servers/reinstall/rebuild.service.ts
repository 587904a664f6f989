import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { ConflictError } from '@api/platform';
import { LinkService } from '@api/virtfusion';
import { KeyMirror } from '../keys/key-mirror';
import { SshKeys } from '../keys/ssh-keys';
import { ActionDesk } from '../power/action-desk';
import type { NewPassword } from '../power/password.service';
import { busy, refusalOf } from '../power/refusal';
import { ServerAction } from '../power/server-action.entity';
import { type ReadyServer, requireName, ServerFinder } from '../reading/server-finder';
import { Systems } from './systems';
import { marksOf, type RebuildWish } from './wish';

const TIMEOUT_MS = 10_000;

/** What a customer wants installed. */
export interface Rebuild {
  readonly templateId: number;
  /** The server's name, typed as a proof that this one is meant. */
  readonly name: string;
  readonly sshKeyIds: readonly number[];
}

/** A rebuild that was sent, with the only sight of the new password; null where VirtFusion told none. */
export interface StartedRebuild {
  readonly action: ServerAction;
  readonly password: NewPassword | null;
}

/**
 * Installs an operating system anew; everything on the disk is lost. It is asked for at once, because only the answer holds the new
 * password. An answer that got lost is watched, never asked for again.
 */
@Injectable()
export class RebuildService {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly servers: ServerFinder,
    private readonly systems: Systems,
    private readonly links: LinkService,
    private readonly keys: SshKeys,
    private readonly mirror: KeyMirror,
    private readonly desk: ActionDesk,
  ) {}

  async start(userId: number, serverId: number, { templateId, name, sshKeyIds }: Rebuild): Promise<StartedRebuild> {
    const server = await this.servers.ready(userId, serverId);
    requireName(server, name);
    const system = await this.systems.forRebuild(server, templateId);
    const keys = await this.keys.those(userId, sshKeyIds);
    const virtfusion = this.virtfusion.forGroup(server.groupId).within(TIMEOUT_MS);
    const { seen, keyIds } = await this.prepare(virtfusion, server, keys);
    const wish: RebuildWish = {
      templateId,
      operatingSystem: system.words,
      publicKey: keys[0]?.publicKey ?? null,
      keyId: keyIds[0] ?? null,
      ...marksOf(seen),
    };
    const record = { action: 'server.rebuilt', details: { system: system.words, keys: keys.length } } as const;
    const action = await this.desk.open(server, ServerAction.request(serverId, userId, 'rebuild', wish), record);
    try {
      const { rootPassword } = await virtfusion.buildServer(server.upstreamId, {
        operatingSystemId: templateId,
        name: server.name,
        ...(seen.hostname !== null && { hostname: seen.hostname }),
        sshKeys: keyIds,
        ipv6: seen.ipv6.length > 0,
        email: false,
      });
      await this.desk.follow(server, action, held => held.accepted(null));
      await this.em.execute(`update servers set state = 'building' where id = ? and state in ('running', 'stopped', 'unknown')`, [
        serverId,
      ]);
      return { action, password: rootPassword === null ? null : { username: system.administrator, password: rootPassword } };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.outcome === 'unknown')
        return { action: await this.desk.follow(server, action, held => held.doubt()), password: null };
      await this.desk.refuse(server, action, error.reason, record);
      throw refusalOf(error);
    }
  }

  /** Looks at the server and puts its keys in place; nothing of that harms, so it may be tried again. */
  private async prepare(virtfusion: VirtFusion, { userId, upstreamId }: ReadyServer, keys: Parameters<KeyMirror['idsOf']>[2]) {
    const owner = await this.links.virtfusionUserId(userId);
    if (owner === null)
      throw new ConflictError('account_not_linked', 'Your account is still being set up. Try again in a minute.');
    try {
      const seen = await virtfusion.server(upstreamId);
      if (seen.busy) throw busy();
      return { seen, keyIds: await this.mirror.idsOf(virtfusion, owner, keys) };
    } catch (error) {
      if (error instanceof UpstreamError) throw refusalOf(error);
      throw error;
    }
  }
}
