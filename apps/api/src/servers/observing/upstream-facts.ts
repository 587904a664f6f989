import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { VirtFusionServer } from '@sky/integrations/virtfusion';

/** Keeps what VirtFusion says of a server beyond what its customer sees: its true size, what is held back, what waits. */
@Injectable()
export class UpstreamFacts {
  constructor(private readonly em: EntityManager) {}

  /** Part of the surrounding transaction. */
  async keep(serverId: number, seen: VirtFusionServer): Promise<void> {
    await this.em.execute(
      `insert into server_upstream_facts (server_id, hypervisor_id, cpu_cores, memory_mb, storage_gb, traffic_gb, throttle_percent,
         is_protected, backup_plan, pending_tasks, read_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, now())
       on conflict (server_id) do update set hypervisor_id = excluded.hypervisor_id, cpu_cores = excluded.cpu_cores,
         memory_mb = excluded.memory_mb, storage_gb = excluded.storage_gb, traffic_gb = excluded.traffic_gb,
         throttle_percent = excluded.throttle_percent, is_protected = excluded.is_protected, backup_plan = excluded.backup_plan,
         pending_tasks = excluded.pending_tasks, read_at = excluded.read_at`,
      [
        serverId,
        seen.hypervisorId,
        seen.cpuCores,
        seen.memoryMb,
        seen.storageGb,
        seen.trafficGb,
        seen.throttlePercent,
        seen.protected,
        seen.backupPlanName,
        JSON.stringify(seen.pendingTasks),
      ],
    );
  }
}
