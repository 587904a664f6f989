import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { NetworkInterface, PendingTask, ServerDisk } from '@sky/integrations/virtfusion';
import { NotFoundError } from '@api/platform';
import type { HoldState } from '../../debt/debt-holds';

/** What staff see of a server beyond what its customer sees; all from our own tables. */
export interface ServerFacts {
  readonly hypervisorName: string | null;
  readonly guestSystem: string | null;
  readonly upstreamUuid: string | null;
  readonly step: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly missingSince: Date | null;
  readonly interfaces: readonly NetworkInterface[];
  readonly disks: readonly ServerDisk[];
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
  readonly suspendedBy: string | null;
  readonly debtHold: HoldState | null;
  readonly isCharged: boolean;
  readonly isChargePaused: boolean;
  readonly cpuCores: number | null;
  readonly memoryMb: number | null;
  readonly storageGb: number | null;
  readonly trafficGb: number | null;
  readonly throttlePercent: number | null;
  readonly isProtected: boolean | null;
  readonly backupPlan: string | null;
  readonly pendingTasks: readonly PendingTask[] | null;
  readonly factsReadAt: Date | null;
}

/** Reads one server as staff see it. */
@Injectable()
export class ServerFactsReader {
  constructor(private readonly em: EntityManager) {}

  async of(serverId: number): Promise<ServerFacts> {
    const [facts] = await this.em.execute<ServerFacts[]>(
      `select s.hypervisor_name as "hypervisorName", s.guest_system as "guestSystem", s.upstream_uuid as "upstreamUuid", s.step, s.attempts,
         s.last_error as "lastError", s.missing_since as "missingSince", s.interfaces, s.disks, s.suspended_at as "suspendedAt",
         s.suspended_reason as "suspendedReason", b.username as "suspendedBy", h.state as "debtHold", m.server_id is not null as "isCharged",
         coalesce(m.paused_at is not null, false) as "isChargePaused", f.cpu_cores as "cpuCores", f.memory_mb as "memoryMb",
         f.storage_gb as "storageGb", f.traffic_gb as "trafficGb", f.throttle_percent as "throttlePercent", f.is_protected as "isProtected",
         f.backup_plan as "backupPlan", f.pending_tasks as "pendingTasks", f.read_at as "factsReadAt"
       from servers s left join users b on b.id = s.suspended_by left join server_debt_holds h on h.server_id = s.id
         left join usage_meters m on m.server_id = s.id left join server_upstream_facts f on f.server_id = s.id
       where s.id = ? and s.deleted_at is null`,
      [serverId],
    );
    if (!facts) throw new NotFoundError('server_not_found', 'There is no such server.');
    return facts;
  }

  /** The stored rows word for word, without what their owner wrote for nobody else. */
  async raw(serverId: number): Promise<Record<string, unknown>> {
    const [row] = await this.em.execute<{ server: Record<string, unknown> }[]>(
      `select jsonb_build_object('server', to_jsonb(s) - array['notes', 'ssh_public_key', 'idempotency_key'], 'upstream', to_jsonb(f),
         'meter', to_jsonb(m), 'debtHold', to_jsonb(h)) as server
       from servers s left join server_upstream_facts f on f.server_id = s.id left join usage_meters m on m.server_id = s.id
         left join server_debt_holds h on h.server_id = s.id
       where s.id = ? and s.deleted_at is null`,
      [serverId],
    );
    if (!row) throw new NotFoundError('server_not_found', 'There is no such server.');
    return row.server;
  }
}
