import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  type Capacity,
  type HypervisorGroup,
  type HypervisorResources,
  type TemplateFamily,
  VirtFusion,
  type VirtFusionPackage,
} from '@sky/integrations/virtfusion';
import { LiveHub } from '@api/platform';

interface Catalogue {
  readonly packages: readonly VirtFusionPackage[];
  readonly groups: readonly HypervisorGroup[];
  readonly resources: ReadonlyMap<number, readonly HypervisorResources[]>;
  readonly templates: ReadonlyMap<number, readonly TemplateFamily[]>;
}

/**
 * Copies VirtFusion's packages, groups, capacities and templates into our tables, all or nothing. What VirtFusion no longer
 * lists is marked missing and kept, because servers refer to it.
 */
@Injectable()
export class CatalogueMirror {
  constructor(
    private readonly em: EntityManager,
    private readonly virtfusion: VirtFusion,
    private readonly live: LiveHub,
  ) {}

  async refresh(): Promise<void> {
    const catalogue = await this.fetch();
    await this.em.transactional(async em => {
      await em.execute('select pg_advisory_xact_lock(7531002)');
      await this.storePackages(catalogue);
      await this.storeGroups(catalogue);
      await this.storeHypervisors(catalogue);
      await this.storeTemplates(catalogue);
      await this.live.publish({ type: 'catalogue', userId: null, data: {} });
    });
  }

  private async fetch(): Promise<Catalogue> {
    const [packages, groups] = await Promise.all([this.virtfusion.packages(), this.virtfusion.hypervisorGroups()]);
    const resources = new Map<number, HypervisorResources[]>();
    for (const { id } of groups) resources.set(id, await this.virtfusion.groupResources(id));
    const templates = new Map<number, TemplateFamily[]>();
    for (const { id } of packages) templates.set(id, await this.virtfusion.templatesForPackage(id));
    return { packages, groups, resources, templates };
  }

  private async storePackages({ packages }: Catalogue): Promise<void> {
    await this.em.execute('update virtfusion_packages set is_missing = true where id <> all(?::int[])', [ids(packages)]);
    await this.em.execute(
      `insert into virtfusion_packages (id, name, description, is_enabled, cpu_cores, memory_mb, storage_gb, traffic_gb, storage_type, mirrored_at)
       select id, name, description, enabled, "cpuCores", "memoryMb", "storageGb", "trafficGb", "storageType", now()
       from jsonb_to_recordset(?::jsonb) as row(id int, name text, description text, enabled boolean, "cpuCores" int, "memoryMb" int,
         "storageGb" int, "trafficGb" int, "storageType" int)
       on conflict (id) do update set name = excluded.name, description = excluded.description, is_enabled = excluded.is_enabled,
         cpu_cores = excluded.cpu_cores, memory_mb = excluded.memory_mb, storage_gb = excluded.storage_gb, traffic_gb = excluded.traffic_gb,
         storage_type = excluded.storage_type, mirrored_at = excluded.mirrored_at, is_missing = false`,
      [JSON.stringify(packages)],
    );
  }

  private async storeGroups({ groups }: Catalogue): Promise<void> {
    await this.em.execute('update virtfusion_groups set is_missing = true where id <> all(?::int[])', [ids(groups)]);
    await this.em.execute(
      `insert into virtfusion_groups (id, name, description, is_enabled, mirrored_at)
       select id, coalesce(nullif(label, ''), name), description, enabled, now()
       from jsonb_to_recordset(?::jsonb) as row(id int, name text, label text, description text, enabled boolean)
       on conflict (id) do update set name = excluded.name, description = excluded.description, is_enabled = excluded.is_enabled,
         mirrored_at = excluded.mirrored_at, is_missing = false`,
      [JSON.stringify(groups)],
    );
  }

  private async storeHypervisors({ resources }: Catalogue): Promise<void> {
    const rows = [...resources].flatMap(([groupId, hypervisors]) =>
      hypervisors.map(hypervisor => hypervisorRow(groupId, hypervisor)),
    );
    await this.em.execute('delete from virtfusion_hypervisors where id <> all(?::int[])', [ids(rows)]);
    await this.em.execute(
      `insert into virtfusion_hypervisors (id, group_id, name, accepts_servers, free_memory_mb, free_cpu_cores, free_servers, free_ipv4, storage,
         max_memory_mb, used_memory_mb, max_cpu_cores, used_cpu_cores, max_servers, used_servers, mirrored_at)
       select id, "groupId", name, accepts, memory, cores, servers, ipv4, storage, "maxMemory", "usedMemory", "maxCores", "usedCores", "maxServers",
         "usedServers", now()
       from jsonb_to_recordset(?::jsonb) as row(id int, "groupId" int, name text, accepts boolean, memory bigint, cores bigint, servers bigint,
         ipv4 bigint, storage jsonb, "maxMemory" bigint, "usedMemory" bigint, "maxCores" bigint, "usedCores" bigint, "maxServers" bigint,
         "usedServers" bigint)
       on conflict (id) do update set group_id = excluded.group_id, name = excluded.name, accepts_servers = excluded.accepts_servers,
         free_memory_mb = excluded.free_memory_mb, free_cpu_cores = excluded.free_cpu_cores, free_servers = excluded.free_servers,
         free_ipv4 = excluded.free_ipv4, storage = excluded.storage, max_memory_mb = excluded.max_memory_mb,
         used_memory_mb = excluded.used_memory_mb, max_cpu_cores = excluded.max_cpu_cores, used_cpu_cores = excluded.used_cpu_cores,
         max_servers = excluded.max_servers, used_servers = excluded.used_servers, mirrored_at = excluded.mirrored_at`,
      [JSON.stringify(rows)],
    );
  }

  private async storeTemplates({ templates }: Catalogue): Promise<void> {
    const rows = [...templates].flatMap(([packageId, families]) => templateRows(packageId, families));
    await this.em.execute('delete from virtfusion_templates');
    await this.em.execute(
      `insert into virtfusion_templates (package_id, id, family, name, version, variant, icon, kind, is_end_of_life, position)
       select "packageId", id, family, name, version, variant, icon, kind, "isEndOfLife", position
       from jsonb_to_recordset(?::jsonb) as row("packageId" int, id int, family text, name text, version text, variant text, icon text, kind text,
         "isEndOfLife" boolean, position int)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  }
}

function ids(rows: readonly { id: number }[]): string {
  return `{${rows.map(({ id }) => id).join(',')}}`;
}

/** VirtFusion says "no limit" with a maximum of 0; we say null. */
function freeOf({ max, free }: Capacity): number | null {
  return max === 0 ? null : free;
}

function maxOf({ max }: Capacity): number | null {
  return max === 0 ? null : max;
}

function hypervisorRow(groupId: number, hypervisor: HypervisorResources) {
  return {
    id: hypervisor.hypervisorId,
    groupId,
    name: hypervisor.name,
    accepts: hypervisor.enabled && hypervisor.accepts && !hypervisor.prohibited,
    memory: freeOf(hypervisor.memoryMb),
    cores: freeOf(hypervisor.cpuCores),
    servers: freeOf(hypervisor.servers),
    ipv4: hypervisor.freeIpv4,
    storage: hypervisor.storage
      .filter(({ enabled }) => enabled)
      .map(pool => ({
        ...{ type: pool.storageType, name: pool.name, freeGb: freeOf(pool), maxGb: maxOf(pool), usedGb: pool.allocated },
      })),
    maxMemory: maxOf(hypervisor.memoryMb),
    usedMemory: hypervisor.memoryMb.allocated,
    maxCores: maxOf(hypervisor.cpuCores),
    usedCores: hypervisor.cpuCores.allocated,
    maxServers: maxOf(hypervisor.servers),
    usedServers: hypervisor.servers.allocated,
  };
}

function templateRows(packageId: number, families: readonly TemplateFamily[]) {
  const all = families.flatMap(family => family.templates.map(template => ({ family: family.name, template })));
  return all.map(({ family, template }, position) => ({
    packageId,
    id: template.id,
    family,
    name: template.name,
    version: template.version ?? '',
    variant: template.variant || null,
    icon: template.icon,
    kind: template.type,
    isEndOfLife: template.endOfLife,
    position,
  }));
}
