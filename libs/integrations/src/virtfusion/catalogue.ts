/** A size of server as VirtFusion sells it. Zero traffic means unlimited. */
export interface VirtFusionPackage {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly cpuCores: number;
  readonly memoryMb: number;
  readonly storageGb: number;
  readonly trafficGb: number;
  /** The kind of storage it needs; 0 is the hypervisor's own disk, others match a pool's `storageType`. */
  readonly storageType: number;
}

/** A group of hypervisors: what a customer chooses as a location. */
export interface HypervisorGroup {
  readonly id: number;
  readonly name: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly isDefault: boolean;
}

/** How much of something a hypervisor has; `max` 0 means no limit, and then `free` says nothing. */
export interface Capacity {
  readonly max: number;
  readonly allocated: number;
  readonly free: number;
}

/** A place for disks on a hypervisor, in GB. */
export interface StorageCapacity extends Capacity {
  readonly name: string;
  readonly enabled: boolean;
  readonly storageType: number;
}

/** What one hypervisor of a group can still take. */
export interface HypervisorResources {
  readonly hypervisorId: number;
  readonly name: string;
  readonly enabled: boolean;
  /** Closed to new servers. */
  readonly prohibited: boolean;
  /** Commissioned and willing to take new servers. */
  readonly accepts: boolean;
  readonly servers: Capacity;
  readonly memoryMb: Capacity;
  readonly cpuCores: Capacity;
  readonly storage: readonly StorageCapacity[];
  /** Of the whole group, repeated for each hypervisor; null when not told. */
  readonly freeIpv4: number | null;
}

/** An operating system that can be installed. */
export interface OperatingSystemTemplate {
  readonly id: number;
  readonly name: string;
  readonly version: string | null;
  readonly variant: string | null;
  readonly architecture: 'x86_64' | 'aarch64' | 'other';
  readonly icon: string | null;
  readonly endOfLife: boolean;
  /** `linux`, `unix` and what else VirtFusion may say. */
  readonly type: string;
}

/** Templates of one family, such as all of Debian; id 0 holds the rest. */
export interface TemplateFamily {
  readonly id: number;
  readonly name: string;
  readonly icon: string | null;
  readonly templates: readonly OperatingSystemTemplate[];
}
