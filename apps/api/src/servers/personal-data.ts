import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UpstreamError } from '@sky/integrations/upstream';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { type ErasureObstacle, PersonalData, type PersonalDataSource } from '@api/auth';
import { UnavailableError } from '@api/platform';
import { LinkService } from '@api/virtfusion';

const LONGEST_WAIT_MS = 8_000;

/** What is known about a person's servers; an account with servers, here or in VirtFusion, is not deleted. */
@Injectable()
export class ServerData implements PersonalDataSource, OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly links: LinkService,
    private readonly data: PersonalData,
  ) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async collect(userId: number): Promise<Record<string, unknown>> {
    const servers = await this.em.fork().execute<object[]>(
      `select id, name, hostname, state, operating_system, monthly::text, currency, addresses, created_at, deleted_at
       from servers where user_id = ? order by id`,
      [userId],
    );
    const sshKeys = await this.em
      .fork()
      .execute<object[]>('select id, name, public_key, fingerprint, created_at from ssh_keys where user_id = ? order by id', [
        userId,
      ]);
    const shares = await this.em.fork().execute<object[]>(
      `select id, server_id, may_power, may_console, ends_at, revoked_at, created_at from server_grants
       where user_id = ? or granted_by = ? order by id`,
      [userId, userId],
    );
    return { servers, sshKeys, shares };
  }

  async obstacles(userId: number, asksOutside: boolean): Promise<ErasureObstacle[]> {
    const [row] = await this.em.execute<{ count: number }[]>(
      'select count(*)::int as count from servers where user_id = ? and deleted_at is null',
      [userId],
    );
    const here = row?.count ?? 0;
    const there = here === 0 && asksOutside ? await this.countUpstream(userId) : 0;
    if (here === 0 && there === 0) return [];
    const count = Math.max(here, there);
    return [
      {
        code: 'servers_exist',
        message: `There ${count === 1 ? 'is still 1 server' : `are still ${count} servers`}. Delete them first.`,
      },
    ];
  }

  /** Keys say who somebody is; what others share with them ends. */
  async erase(userId: number): Promise<void> {
    await this.em.execute('delete from ssh_keys where user_id = ?', [userId]);
    await this.em.execute('update server_grants set revoked_at = now() where user_id = ? and revoked_at is null', [userId]);
  }

  /** Servers that VirtFusion knows and we do not would be left without an owner. */
  private async countUpstream(userId: number): Promise<number> {
    const virtfusionUserId = await this.links.virtfusionUserId(userId);
    if (virtfusionUserId === null) return 0;
    try {
      return (await this.virtfusion.within(LONGEST_WAIT_MS).serversOfUser(virtfusionUserId)).length;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new UnavailableError(
        'virtfusion_unavailable',
        'The platform does not answer, so it is not known whether servers are left. Try again later.',
      );
    }
  }
}
