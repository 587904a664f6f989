import { z } from 'zod';

import type { Transport } from '../transport';
import { backupReply, packageChangeReply } from './change-replies';
import type { Backup, BackupAccess, PackageParts, ServerChanges } from './server-changes';

/** Changes of a server over HTTP. */
export class ServerChangesClient implements ServerChanges {
  constructor(private readonly api: Transport) {}

  rename(serverId: number, name: string): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/modify/name', { params: { serverId }, body: { name } });
  }

  async changePackage(serverId: number, packageId: number, parts?: PackageParts): Promise<string[]> {
    const call = { params: { serverId, packageId }, body: parts };
    return (await this.api.whole('PUT /servers/{serverId}/package/{packageId}', packageChangeReply.nullish(), call))?.info ?? [];
  }

  setMemory(serverId: number, memory: number): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/modify/memory', { params: { serverId }, body: { memory } });
  }

  setCores(serverId: number, cores: number): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/modify/cpuCores', { params: { serverId }, body: { cores } });
  }

  setTraffic(serverId: number, traffic: number): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/modify/traffic', { params: { serverId }, body: { traffic } });
  }

  throttle(serverId: number, percent: number): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/modify/cpuThrottle', { params: { serverId }, body: { percent } });
  }

  changeOwner(serverId: number, userId: number): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/owner/{newOwnerId}', { params: { serverId, newOwnerId: userId } });
  }

  setBackupPlan(serverId: number, planId: number | null): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/backups/plan/{planId}', { params: { serverId, planId: planId ?? 0 } });
  }

  setBackupAccess(serverId: number, type: BackupAccess): Promise<void> {
    return this.api.carryOut('PUT /servers/{serverId}/backupManager/access', { params: { serverId }, body: { type } });
  }

  backups(serverId: number): Promise<Backup[]> {
    return this.api.data('GET /backups/server/{serverId}', z.array(backupReply), { params: { serverId } });
  }
}
