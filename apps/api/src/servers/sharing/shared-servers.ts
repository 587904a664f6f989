import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import type { ServerState } from '../server.entity';

const FROM = `from server_grants g
  join servers s on s.id = g.server_id and s.deleted_at is null
  join users o on o.id = s.user_id
  where g.user_id = ? and g.revoked_at is null and g.ends_at > now()`;

/** A server of somebody else, and what the reader may do with it. */
export interface SharedServerRow {
  readonly serverId: number;
  readonly name: string;
  readonly state: ServerState;
  readonly ownerUsername: string;
  readonly mayPower: boolean;
  readonly mayConsole: boolean;
  readonly endsAt: Date;
}

/** What others share with somebody: no more of a server than its use needs, so neither price, notes nor addresses. */
@Injectable()
export class SharedServers {
  constructor(private readonly em: EntityManager) {}

  async page(userId: number, { limit, offset }: PageRequest): Promise<{ rows: SharedServerRow[]; total: number }> {
    const rows = await this.em.execute<SharedServerRow[]>(
      `select s.id as "serverId", s.name, s.state, o.username as "ownerUsername", g.may_power as "mayPower", g.may_console as "mayConsole",
         g.ends_at as "endsAt" ${FROM} order by g.id desc limit ? offset ?`,
      [userId, limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(`select count(*)::int as total ${FROM}`, [userId]);
    return { rows, total: counted?.total ?? 0 };
  }
}
