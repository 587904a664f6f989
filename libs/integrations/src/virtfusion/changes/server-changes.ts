/** Which parts of a package a server takes over; all of them unless said otherwise. A disk never shrinks. */
export interface PackageParts {
  readonly cpu?: boolean;
  readonly memory?: boolean;
  readonly backupPlan?: boolean;
  readonly primaryDiskSize?: boolean;
  readonly primaryDiskReadIOPS?: boolean;
  readonly primaryDiskReadThroughput?: boolean;
  readonly primaryDiskWriteIOPS?: boolean;
  readonly primaryDiskWriteThroughput?: boolean;
  readonly primaryNetworkTraffic?: boolean;
  readonly primaryNetworkInboundSpeed?: boolean;
  readonly primaryNetworkOutboundSpeed?: boolean;
}

export const BACKUP_ACCESS = ['inherit', 'disabled', 'scheduled', 'view_restore', 'full', 'manual'] as const;

/** What the owner may do with backups in VirtFusion's own panel. */
export type BackupAccess = (typeof BACKUP_ACCESS)[number];

/** A backup that VirtFusion holds. It can be neither made nor restored over the API. */
export interface Backup {
  readonly id: number;
  readonly storageName: string | null;
  readonly complete: boolean;
  readonly deleting: boolean;
  readonly restoring: boolean;
  readonly deleteAfter: Date | null;
  readonly createdAt: Date;
}

/** Changes of what a server is. Several take effect at its next start; `pendingTasks` of the server says so. */
export interface ServerChanges {
  rename(serverId: number, name: string): Promise<void>;
  /** Answers with sentences about what was left as it is. */
  changePackage(serverId: number, packageId: number, parts?: PackageParts): Promise<string[]>;
  /** At least 256 MB. */
  setMemory(serverId: number, memoryMb: number): Promise<void>;
  /** 1 to 600. */
  setCores(serverId: number, cores: number): Promise<void>;
  /** The allowance of a period; 0 is unlimited. */
  setTraffic(serverId: number, trafficGb: number): Promise<void>;
  /** Holds back its processors by 0 to 99 percent. */
  throttle(serverId: number, percent: number): Promise<void>;
  /** By VirtFusion's own user id. Keys of the old owner are taken off. */
  changeOwner(serverId: number, userId: number): Promise<void>;
  /** Null removes the plan. */
  setBackupPlan(serverId: number, planId: number | null): Promise<void>;
  setBackupAccess(serverId: number, access: BackupAccess): Promise<void>;
  backups(serverId: number): Promise<Backup[]>;
}
