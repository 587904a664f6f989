/** Milliseconds since the epoch. */
export type Moment = number;

/** A customer, or an administrator, of the panel. */
export interface UserRow {
  readonly id: number;
  readonly admin: boolean;
  readonly extRelationId: number | null;
  readonly relStr: string | null;
  name: string;
  email: string;
  password: string;
  readonly timezone: string;
  /** 0 off, 1 hourly, 2 packs, 3 both. */
  selfService: number;
  selfServiceHourlyCredit: boolean;
  selfServiceHourlyGroupProfiles: number[];
  selfServiceResourceGroupProfiles: number[];
  selfServiceHourlyResourcePack: number | null;
  syncToProfiles: boolean;
  suspended: boolean;
  readonly created: Moment;
  updated: Moment;
}

/** Tokens given to (or, when negative, taken from) a user. */
export interface CreditRow {
  readonly id: number;
  readonly userId: number;
  readonly tokens: number;
  readonly reference1: number | null;
  readonly reference2: string | null;
  readonly created: Moment;
}

/** A plan: what a server gets unless its creation says otherwise. Memory MB, storage GB, traffic GB, speed kB/s. */
export interface PackageRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  enabled: boolean;
  readonly memory: number;
  readonly primaryStorage: number;
  readonly traffic: number;
  readonly cpuCores: number;
  readonly networkSpeedIn: number;
  readonly networkSpeedOut: number;
  readonly backupPlanId: number;
  readonly readBytesSec: number | null;
  readonly writeBytesSec: number | null;
  readonly readIopsSec: number | null;
  readonly writeIopsSec: number | null;
  readonly storageProfile: number;
  readonly networkProfile: number;
  /** Tokens for a month of self service. */
  readonly tokenValue: number;
  readonly created: Moment;
}

/** A group of hypervisors: a location, for customers. */
export interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly icon: string | null;
  readonly distributionType: number;
  enabled: boolean;
  readonly isDefault: boolean;
  readonly created: Moment;
}

/** A machine that carries servers; 0 as a maximum means no limit. */
export interface HypervisorRow {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly ip: string;
  enabled: boolean;
  maintenance: boolean;
  readonly maxServers: number;
  readonly maxCpu: number;
  readonly maxMemory: number;
  readonly maxStorage: number;
  readonly created: Moment;
}

/** Addresses that servers of some groups draw from. */
export interface IpBlockRow {
  readonly id: number;
  readonly type: 4 | 6;
  readonly name: string;
  readonly groupIds: number[];
  readonly gateway: string;
  readonly netmask: string;
  readonly resolvers: readonly [string, string];
  /** IPv4 ranges, both ends included, as numbers. */
  readonly ranges: { start: number; end: number }[];
  /** IPv6: the block's first 48 bits as text, such as `2001:db8:1`. */
  readonly prefix6: string | null;
  enabled: boolean;
  readonly created: Moment;
}

/** An operating system that servers can be built with. */
export interface TemplateRow {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly version: string;
  readonly variant: string;
  /** 1 x86_64, 2 aarch64. */
  readonly arch: number;
  readonly eol: boolean;
  readonly eolDate: string;
  readonly type: 'linux' | 'unix' | 'windows';
  /** Least storage in GB. */
  readonly minimumStorage: number;
}

export interface TemplateGroupRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
}

export interface SshKeyRow {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly publicKey: string;
  readonly created: Moment;
}

/** Where a server's queue item stands is computed from the clock; only its frame is stored. */
export interface QueueRow {
  readonly id: number;
  readonly serverId: number;
  readonly hypervisorId: number;
  readonly action: string;
  readonly job: string;
  readonly steps: readonly string[];
  readonly startedAt: Moment;
  readonly durationMs: number;
  /** Will end as failed. */
  readonly doomed: boolean;
  finishedAt: Moment | null;
}

export interface BackupRow {
  readonly id: number;
  readonly serverId: number;
  readonly created: Moment;
}

/** A self-service resource pack that a user has; `packId` names its limits. */
export interface UserPackRow {
  readonly id: number;
  readonly userId: number;
  readonly packId: number;
  enabled: boolean;
}

/** A stretch of time in which a server existed, for hourly self service. */
export interface UsageRow {
  readonly id: number;
  readonly serverId: number;
  readonly serverName: string;
  readonly userId: number;
  readonly tokensPerHour: number;
  readonly from: Moment;
  to: Moment | null;
}
