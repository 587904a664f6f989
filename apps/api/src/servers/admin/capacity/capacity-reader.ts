import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import { firstFull, type Fullness, type Resource, type Room, sumOf } from './room';

/** Growth is looked at over so many days. */
export const GROWTH_DAYS = 30;

type Rooms = Readonly<Record<Resource, Room>>;
type Figures = Readonly<Record<Resource, number>>;

/** A machine that servers run on, as mirrored. */
export interface HypervisorRow {
  readonly id: number;
  readonly name: string;
  readonly acceptsServers: boolean;
  readonly rooms: Rooms;
}

/** A location with all that it has, and when it is full. Only machines that take servers count as room. */
export interface GroupCapacity {
  readonly id: number;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly hypervisors: readonly HypervisorRow[];
  readonly rooms: Rooms;
  readonly freeIpv4: number | null;
  /** Our own servers there now, and by how much they grew. */
  readonly ourServers: number;
  readonly growth: Figures;
  readonly fullness: Fullness | null;
  readonly mirroredAt: Date;
}

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly mirroredAt: Date;
  readonly ourServers: number;
  readonly growth: Figures;
  readonly hypervisors: readonly StoredHypervisor[];
}

interface StoredHypervisor extends Omit<HypervisorRow, 'rooms'> {
  readonly memoryMb: Room;
  readonly cpuCores: Room;
  readonly servers: Room;
  readonly freeIpv4: number | null;
  readonly storage: readonly { readonly maxGb?: number | null; readonly usedGb?: number }[];
}

const GROUPS = `
  with ours as (
    select s.group_id, s.deleted_at is null as is_there,
      case when s.created_at > :since and s.deleted_at is null then 1 when s.created_at <= :since and s.deleted_at > :since then -1 else 0 end as way,
      coalesce(f.memory_mb, p.memory_mb) as memory, coalesce(f.cpu_cores, p.cpu_cores) as cores, coalesce(f.storage_gb, p.storage_gb) as storage
    from servers s join virtfusion_packages p on p.id = s.package_id left join server_upstream_facts f on f.server_id = s.id
    where s.state <> 'failed' and (s.deleted_at is null or s.deleted_at > :since)
  ), grown as (
    select group_id, count(*) filter (where is_there)::int as there, jsonb_build_object('servers', sum(way), 'memoryMb', sum(way * memory),
      'cpuCores', sum(way * cores), 'storageGb', sum(way * storage)) as growth
    from ours group by group_id
  ), machines as (
    select group_id, jsonb_agg(jsonb_build_object('id', id, 'name', name, 'acceptsServers', accepts_servers,
      'memoryMb', jsonb_build_object('max', max_memory_mb, 'used', used_memory_mb), 'cpuCores', jsonb_build_object('max', max_cpu_cores, 'used', used_cpu_cores),
      'servers', jsonb_build_object('max', max_servers, 'used', used_servers), 'freeIpv4', free_ipv4, 'storage', storage) order by name) as hypervisors
    from virtfusion_hypervisors group by group_id
  )
  select g.id, g.name, g.is_enabled as "isEnabled", g.mirrored_at as "mirroredAt", coalesce(n.there, 0) as "ourServers",
    coalesce(n.growth, '{"servers": 0, "memoryMb": 0, "cpuCores": 0, "storageGb": 0}') as growth, coalesce(m.hypervisors, '[]') as hypervisors
  from virtfusion_groups g left join grown n on n.group_id = g.id left join machines m on m.group_id = g.id
  where not g.is_missing order by g.name`;

/** How much room there is, from the mirror, and how long it lasts. VirtFusion is not asked. */
@Injectable()
export class CapacityReader {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async groups(): Promise<GroupCapacity[]> {
    const since = new Date(this.clock.now().getTime() - GROWTH_DAYS * 86_400_000);
    const query = GROUPS.replaceAll(':since', '?');
    const stored = await this.em.execute<Stored[]>(query, [since, since, since, since]);
    return stored.map(capacityOf);
  }
}

function capacityOf({ hypervisors: machines, ...group }: Stored): GroupCapacity {
  const hypervisors = machines.map(machine => ({
    ...{ id: machine.id, name: machine.name, acceptsServers: machine.acceptsServers },
    rooms: roomsOf(machine),
  }));
  const open = hypervisors.filter(({ acceptsServers }) => acceptsServers).map(({ rooms }) => rooms);
  const rooms = {
    servers: sumOf(open.map(({ servers }) => servers)),
    memoryMb: sumOf(open.map(({ memoryMb }) => memoryMb)),
    cpuCores: sumOf(open.map(({ cpuCores }) => cpuCores)),
    storageGb: sumOf(open.map(({ storageGb }) => storageGb)),
  };
  // One pool for the whole location, which VirtFusion repeats for each of its machines.
  const pools = machines.flatMap(({ freeIpv4 }) => (freeIpv4 === null ? [] : [freeIpv4]));
  return {
    ...group,
    hypervisors,
    rooms,
    freeIpv4: pools.length === 0 ? null : Math.max(...pools),
    fullness: firstFull(rooms, group.growth, GROWTH_DAYS),
  };
}

/** A mirror from before these figures were kept has none; they come with its next round. */
function roomsOf({ servers, memoryMb, cpuCores, storage }: StoredHypervisor): Rooms {
  const storageGb = sumOf(storage.map(({ maxGb, usedGb }) => ({ max: maxGb ?? null, used: usedGb ?? null })));
  return { servers, memoryMb, cpuCores, storageGb };
}
