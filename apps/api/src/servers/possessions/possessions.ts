import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';

/** An address or subnet of one of a customer's servers. */
export interface AddressRow {
  readonly serverId: number;
  readonly serverName: string;
  readonly version: 4 | 6;
  readonly address: string;
  readonly prefix: number | null;
  readonly gateway: string | null;
  readonly reverseName: string | null;
  readonly interfaceName: string | null;
  readonly mac: string | null;
  readonly observedAt: Date | null;
}

/** A disk of one of a customer's servers. */
export interface VolumeRow {
  readonly serverId: number;
  readonly serverName: string;
  readonly diskId: number;
  readonly drive: string | null;
  readonly capacityGb: number;
  readonly type: string | null;
  readonly isPrimary: boolean;
  readonly isEnabled: boolean;
  readonly observedAt: Date | null;
}

const ADDRESSES = `
  select s.id as "serverId", s.name as "serverName", s.observed_at as "observedAt", i.card->>'name' as "interfaceName", i.card->>'mac' as mac,
    a.version, a.address, a.prefix, a.gateway, a."reverseName"
  from servers s
  cross join lateral jsonb_array_elements(s.interfaces) with ordinality as i(card, place)
  cross join lateral (
    select 4 as version, v4->>'address' as address, null::int as prefix, v4->>'gateway' as gateway, v4->>'reverseName' as "reverseName"
      from jsonb_array_elements(i.card->'ipv4') as v4
    union all
    select 6, v6->>'subnet', (v6->>'cidr')::int, v6->>'gateway', null from jsonb_array_elements(i.card->'ipv6') as v6
  ) as a
  where s.user_id = ? and s.deleted_at is null`;

const VOLUMES = `
  select s.id as "serverId", s.name as "serverName", s.observed_at as "observedAt", (d.disk->>'id')::int as "diskId", d.disk->>'drive' as drive,
    (d.disk->>'capacityGb')::int as "capacityGb", d.disk->>'type' as type, (d.disk->>'primary')::boolean as "isPrimary",
    (d.disk->>'enabled')::boolean as "isEnabled"
  from servers s cross join lateral jsonb_array_elements(s.disks) as d(disk)
  where s.user_id = ? and s.deleted_at is null`;

/** What comes with a customer's servers, from the read model: VirtFusion is not asked. */
@Injectable()
export class Possessions {
  constructor(private readonly em: EntityManager) {}

  addresses(userId: number, page: PageRequest, serverId?: number): Promise<{ rows: AddressRow[]; total: number }> {
    return this.page<AddressRow>(ADDRESSES, '"serverId" desc, version, address', userId, page, serverId);
  }

  volumes(userId: number, page: PageRequest, serverId?: number): Promise<{ rows: VolumeRow[]; total: number }> {
    return this.page<VolumeRow>(VOLUMES, '"serverId" desc, "diskId"', userId, page, serverId);
  }

  private async page<Row>(
    all: string,
    order: string,
    userId: number,
    { limit, offset }: PageRequest,
    serverId: number | undefined,
  ) {
    const [query, asked] = serverId === undefined ? [all, [userId]] : [`${all} and s.id = ?`, [userId, serverId]];
    const rows = await this.em.execute<Row[]>(`${query} order by ${order} limit ? offset ?`, [...asked, limit, offset]);
    const [counted] = await this.em.execute<{ total: number }[]>(`select count(*)::int as total from (${query}) as found`, asked);
    return { rows, total: counted?.total ?? 0 };
  }
}
