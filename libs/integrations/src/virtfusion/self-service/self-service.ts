/** A currency of VirtFusion's self service. */
export interface SelfServiceCurrency {
  readonly id: number;
  readonly code: string;
  /** What one token is worth, as a decimal text. */
  readonly perToken: string;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly isDefault: boolean;
  readonly enabled: boolean;
}

/** One thing a pack limits, and how much of it is used. */
export interface PackAmount {
  readonly total: number;
  readonly used: number;
  readonly free: number;
  readonly percent: number;
  /** False: the total means nothing. */
  readonly isLimited: boolean;
}

/** A pack of resources of one user, out of which servers are made. Memory in MB, storage and traffic in GB. */
export interface ResourcePack {
  readonly id: number;
  /** The profile that its limits come from. */
  readonly profileId: number;
  readonly name: string;
  readonly label: string | null;
  readonly enabled: boolean | null;
  readonly servers: PackAmount;
  readonly memoryMb: PackAmount;
  readonly storageGb: PackAmount;
  readonly cores: PackAmount;
  readonly trafficGb: PackAmount;
  /** The most that one server may have. */
  readonly mostPerServer: {
    readonly memoryMb: number;
    readonly storageGb: number;
    readonly cores: number;
    readonly trafficGb: number;
  };
}

/** Hours and tokens; tokens are decimal texts. */
export interface UsageFigures {
  readonly hours: number;
  readonly tokens: string;
}

/** What a user used in one period. */
export interface UsagePeriod {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isCurrent: boolean;
  readonly servers: UsageFigures;
  readonly billable: UsageFigures;
}

/** A user's use of self service. */
export interface SelfServiceUsage {
  readonly servers: UsageFigures;
  readonly billable: UsageFigures;
  readonly periods: readonly UsagePeriod[];
}

/** VirtFusion's own statement of a month; null figures are not told. */
export interface SelfServiceReport {
  readonly term: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly hours: number | null;
  readonly value: string | null;
  readonly tokens: string | null;
  readonly currency: string | null;
}

/** Resource packs and figures of VirtFusion's self service. Users are named by our own id, their external relation. */
export interface SelfService {
  currencies(): Promise<SelfServiceCurrency[]>;
  /** Figures of the months that these days (`2026-11-01`) lie in; the running month without days. */
  usage(extRelationId: number, days?: readonly string[]): Promise<SelfServiceUsage>;
  /** The statement of a month, counted back from the running one. */
  report(extRelationId: number, monthsBack?: number): Promise<SelfServiceReport>;
  /** Gives a user a pack by its profile; the id is the pack's own and not told again. */
  createPack(extRelationId: number, profileId: number, isEnabled?: boolean): Promise<{ id: number }>;
  pack(packId: number): Promise<ResourcePack>;
  switchPack(packId: number, isEnabled: boolean): Promise<void>;
  /** Refused while the pack has servers. */
  deletePack(packId: number): Promise<void>;
  suspendPackServers(packId: number): Promise<void>;
  unsuspendPackServers(packId: number): Promise<void>;
  deletePackServers(packId: number, options?: { delayMinutes?: number }): Promise<void>;
}
