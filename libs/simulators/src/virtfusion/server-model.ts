import type { Moment } from './model';

export type ServerState = 'allocated' | 'queued' | 'building' | 'failed' | 'complete';

/** The number VirtFusion puts beside a state. */
export const COMMISSION_STATUS: Readonly<Record<ServerState, number>> = {
  allocated: 0,
  queued: 1,
  building: 1,
  failed: 2,
  complete: 3,
};

export interface AddressRow {
  readonly id: number;
  readonly blockId: number;
  readonly address: string;
}

export interface WhitelistRow {
  readonly id: number;
  readonly ip: string;
  readonly mask: number;
}

/** A network card of a server. */
export interface InterfaceRow {
  readonly id: number;
  readonly tag: number;
  readonly name: string;
  readonly mac: string;
  readonly type: 'public' | 'private';
  ipv4: AddressRow[];
  ipv6: { readonly id: number; readonly blockId: number; readonly subnet: string }[];
  firewallEnabled: boolean;
  firewallRulesets: number[];
  whitelist: WhitelistRow[];
}

export interface TrafficBlockRow {
  readonly id: number;
  readonly month: number;
  /** GB. */
  readonly traffic: number;
  readonly added: Moment;
}

export interface DiskRow {
  readonly id: number;
  readonly primary: boolean;
  capacity: number;
  readonly profile: number;
}

export interface CustomXmlPart {
  xml: string;
  enabled: boolean;
}

export const CUSTOM_XML_PARTS = ['domain', 'os', 'devices', 'features', 'clock', 'cpuTune'] as const;

/** A server as the simulator keeps it. Memory MB, storage GB, traffic GB, speed kB/s. */
export interface ServerRow {
  readonly id: number;
  readonly uuid: string;
  ownerId: number;
  readonly hypervisorId: number;
  packageId: number;
  name: string;
  hostname: string | null;
  state: ServerState;
  buildFailed: boolean;
  suspended: boolean;
  doNotDisturb: boolean;
  power: 'running' | 'stopped';
  resources: { memory: number; storage: number; traffic: number; cpuCores: number };
  speed: { in: number; out: number };
  diskLimits: { readBytes: number | null; writeBytes: number | null; readIops: number | null; writeIops: number | null };
  readonly networkProfile: number;
  disks: DiskRow[];
  templateId: number;
  rootPassword: string | null;
  timezone: string;
  wantsIpv6: boolean;
  sshKeyIds: number[];
  backupPlanId: number;
  backupAccess: string;
  cpuThrottle: number;
  customXml: Record<(typeof CUSTOM_XML_PARTS)[number], CustomXmlPart>;
  interfaces: { primary: InterfaceRow; secondary: InterfaceRow };
  /** `port` is the hypervisor's, `consolePort` the one that the sandbox listens on; `isClosed` after somebody disabled it. */
  vnc: { enabled: boolean; port: number; password: string; token: string; consolePort?: number; isClosed?: boolean };
  trafficBlocks: TrafficBlockRow[];
  /** Bytes by period, counted from the one the server was created in. */
  trafficBytes: Record<string, { rx: number; tx: number }>;
  trafficCountedTo: Moment;
  resourcePackId: number | null;
  deleteAt: Moment | null;
  isDeleting: boolean;
  taskFinishedAt: Moment | null;
  built: Moment | null;
  /** When its power last came on; states written before there were consoles have none. */
  bootedAt?: Moment;
  readonly created: Moment;
  updated: Moment;
}
