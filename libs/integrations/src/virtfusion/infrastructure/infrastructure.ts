/** A machine that servers run on. Its own credentials never leave the adapter. */
export interface Hypervisor {
  readonly id: number;
  readonly name: string;
  readonly ip: string;
  readonly hostname: string | null;
  readonly groupId: number | null;
  readonly groupName: string | null;
  readonly enabled: boolean;
  readonly maintenance: boolean;
  /** Set up and ready; one that is not cannot take servers. */
  readonly isCommissioned: boolean;
  /** Zero means no limit. */
  readonly mostServers: number;
  readonly mostCores: number;
  readonly mostMemoryMb: number;
}

/** Addresses of one family that servers are given. */
export interface IpBlock {
  readonly id: number;
  readonly name: string;
  readonly family: 4 | 6;
  readonly enabled: boolean;
  readonly gateway: string | null;
  /** For version 6 the subnet that is cut up. */
  readonly netmask: string | null;
  readonly total: number;
  readonly used: number;
  readonly free: number;
}

/** What servers run on and are reached by. */
export interface Infrastructure {
  hypervisors(): Promise<Hypervisor[]>;
  ipBlocks(): Promise<IpBlock[]>;
}
