import type { CurrentTrafficPeriod, InstalledSshKey, NetworkInterface, PendingTask, ServerDisk } from './server-parts';

/** How far a server has come. It says nothing about power. */
export const SERVER_STATES = ['allocated', 'queued', 'building', 'failed', 'complete'] as const;

export type VirtFusionServerState = (typeof SERVER_STATES)[number] | 'unknown';

/** What every description of a server tells. */
export interface VirtFusionServerBasics {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly hostname: string | null;
  /** VirtFusion's id of the user who owns it. */
  readonly ownerId: number;
  /** The hypervisor it runs on, chosen from the group that was asked for. */
  readonly hypervisorId: number;
  readonly state: VirtFusionServerState;
  readonly suspended: boolean;
  readonly protected: boolean;
  readonly buildFailed: boolean;
  readonly cpuCores: number;
  readonly memoryMb: number;
  readonly storageGb: number;
  readonly trafficGb: number;
  readonly ipv4: readonly string[];
  /** Subnets with their prefix length. */
  readonly ipv6: readonly string[];
}

/** A server in full. */
export interface VirtFusionServer extends VirtFusionServerBasics {
  /** Our id of the owner, where the user has one. */
  readonly ownerExtRelationId: number | null;
  readonly hypervisorGroupId: number | null;
  readonly hypervisorInMaintenance: boolean;
  readonly templateId: number | null;
  readonly operatingSystem: string | null;
  /** Something is being done to it. */
  readonly busy: boolean;
  /** Above zero while a delayed deletion waits. */
  readonly deleteLevel: number;
  readonly builtAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly hypervisorName: string | null;
  readonly arch: 'x86_64' | 'aarch64' | 'other';
  /** Primary cards first. */
  readonly interfaces: readonly NetworkInterface[];
  readonly disks: readonly ServerDisk[];
  readonly vncEnabled: boolean;
  readonly vncPort: number | null;
  /** How much of its processors is held back, 0 to 99. */
  readonly throttlePercent: number;
  readonly pendingTasks: readonly PendingTask[];
  readonly backupPlanName: string | null;
  readonly trafficPeriod: CurrentTrafficPeriod | null;
  readonly sshKeys: readonly InstalledSshKey[];
  /** What the hypervisor sees; null when it was not asked for or could not be told. */
  readonly remote: RemoteState | null;
}

/** The guest as the hypervisor sees it now; null figures are not told by this guest. */
export interface RemoteState {
  readonly running: boolean;
  /** The hypervisor's own word, such as `running` or `stopped`. */
  readonly state: string;
  readonly cpuPercent: number | null;
  readonly memoryUsedMb: number | null;
  readonly memoryTotalMb: number | null;
  /** Counted since the guest was started, all disks together. */
  readonly disk: { readonly readBytes: number; readonly writeBytes: number } | null;
  /** What the guest's own agent tells; empty without one. */
  readonly fileSystems: readonly GuestFileSystem[];
  /** The guest's own name for its system, such as `Debian GNU/Linux 13 (trixie)`. */
  readonly guestSystem: string | null;
}

/** A mounted file system of a guest. */
export interface GuestFileSystem {
  readonly mountpoint: string;
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** A server that was given to the builder, with the only sight of its root password. */
export interface BuiltServer {
  readonly server: VirtFusionServer;
  readonly rootPassword: string | null;
}

/** A row of the list of all servers. */
export interface ServerRow {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly ownerId: number;
  readonly hypervisorId: number;
  /** 0 allocated, 1 in the making, 2 failed, 3 complete. */
  readonly commissionStatus: number;
  readonly suspended: boolean;
  readonly protected: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly lastPage: number;
  readonly total: number;
}

/** What to create. The package's own figures hold unless replaced. */
export interface ServerOrder {
  readonly packageId: number;
  readonly userId: number;
  /** VirtFusion calls this field `hypervisorId`; it is a group. */
  readonly hypervisorGroupId: number;
  readonly ipv4?: number;
  readonly cpuCores?: number;
  readonly memoryMb?: number;
  readonly storageGb?: number;
  readonly trafficGb?: number;
}

/** What to install on a server; everything on its disk is lost. */
export interface ServerBuild {
  readonly operatingSystemId: number;
  readonly name?: string;
  readonly hostname?: string;
  readonly sshKeys?: readonly number[];
  readonly ipv6?: boolean;
  readonly vnc?: boolean;
  /** Whether VirtFusion mails the owner by itself. */
  readonly email?: boolean;
}

export const POWER_ACTIONS = ['boot', 'shutdown', 'restart', 'poweroff'] as const;

export type PowerAction = (typeof POWER_ACTIONS)[number];

/** A piece of work that VirtFusion queued. */
export interface QueueItem {
  readonly id: number;
  readonly serverId: number | null;
  readonly action: string;
  readonly finished: boolean;
  readonly failed: boolean;
  /** 0 to 100. */
  readonly progress: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
  readonly steps: readonly QueueStep[];
}

/** A part of queued work, such as `server.boot`. */
export interface QueueStep {
  readonly type: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Traffic of one period; periods start on the day of the month the server was created. */
export interface TrafficPeriod {
  /** Counted from creation, 1 first. */
  readonly month: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Zero means unlimited. */
  readonly limitGb: number;
  /** Bought on top of the limit. */
  readonly extraGb: number;
}
