import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type Demand, hasRoom, type Room } from './capacity';

/** A package as we mirror it. Memory in MB, storage and traffic in GB; no traffic limit is 0. */
export interface MirroredPackage extends Demand {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  /** Listed and enabled in VirtFusion. */
  readonly isEnabled: boolean;
  readonly trafficGb: number;
  readonly mirroredAt: Date;
}

/** A hypervisor group, which customers know as a location. */
export interface Location {
  readonly id: number;
  readonly name: string;
  readonly rooms: readonly Room[];
}

/** An operating system that a package can be built with. */
export interface MirroredTemplate {
  readonly id: number;
  readonly family: string;
  readonly name: string;
  readonly version: string;
  readonly variant: string | null;
  readonly icon: string | null;
  /** `linux`, `unix`, `windows`: decides the name of the administrator. */
  readonly kind: string;
  readonly isEndOfLife: boolean;
}

const PACKAGE_COLUMNS = `id, name, description, is_enabled and not is_missing as "isEnabled", cpu_cores as "cpuCores", memory_mb as "memoryMb",
  storage_gb as "storageGb", traffic_gb as "trafficGb", storage_type as "storageType", mirrored_at as "mirroredAt"`;

/** Answers from the mirror; VirtFusion itself is not asked. */
@Injectable()
export class CatalogueReader {
  constructor(private readonly em: EntityManager) {}

  packages(): Promise<MirroredPackage[]> {
    return this.em.execute<MirroredPackage[]>(
      `select ${PACKAGE_COLUMNS} from virtfusion_packages order by memory_mb, cpu_cores, id`,
    );
  }

  async package(id: number): Promise<MirroredPackage | null> {
    const [found] = await this.em.execute<MirroredPackage[]>(`select ${PACKAGE_COLUMNS} from virtfusion_packages where id = ?`, [
      id,
    ]);
    return found ?? null;
  }

  /** Locations that are open, each with the rooms of its hypervisors. */
  locations(): Promise<Location[]> {
    return this.em.execute<Location[]>(
      `select g.id, g.name, coalesce(jsonb_agg(jsonb_build_object('acceptsServers', h.accepts_servers, 'freeMemoryMb', h.free_memory_mb,
         'freeCpuCores', h.free_cpu_cores, 'freeServers', h.free_servers, 'freeIpv4', h.free_ipv4, 'storage', h.storage))
         filter (where h.id is not null), '[]') as rooms
       from virtfusion_groups g left join virtfusion_hypervisors h on h.group_id = g.id
       where g.is_enabled and not g.is_missing group by g.id, g.name order by g.name`,
    );
  }

  templates(packageId: number): Promise<MirroredTemplate[]> {
    return this.em.execute<MirroredTemplate[]>(
      `select id, family, name, version, variant, icon, kind, is_end_of_life as "isEndOfLife" from virtfusion_templates where package_id = ? order by position`,
      [packageId],
    );
  }
}

/** Whether any hypervisor of a location can take a server of this size. */
export function isAvailableIn(location: Location, demand: Demand): boolean {
  return location.rooms.some(room => hasRoom(room, demand));
}
