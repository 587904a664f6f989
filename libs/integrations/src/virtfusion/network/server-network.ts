export const INTERFACES = ['primary', 'secondary'] as const;

/** How VirtFusion's calls name the two network cards of a server. */
export type InterfaceName = (typeof INTERFACES)[number];

/** A rule as VirtFusion lists it. Its fields differ between versions, so they stay as they came. */
export type FirewallRule = Readonly<Record<string, unknown>>;

/** The firewall of a network card. */
export interface Firewall {
  readonly enabled: boolean;
  readonly rules: readonly FirewallRule[];
}

/** A period of traffic, counted from the server's creation. */
export interface TrafficMonth {
  readonly month: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Traffic bought on top of the limit of one period. */
export interface TrafficBlock extends TrafficMonth {
  readonly id: number;
  readonly isCurrent: boolean;
  readonly amountGb: number;
  readonly addedAt: Date | null;
}

/** The blocks of a server, and the periods that blocks can be bought for. */
export interface TrafficBlocks {
  readonly assigned: readonly TrafficBlock[];
  readonly current: TrafficMonth;
  readonly months: readonly TrafficMonth[];
}

/** Addresses, filters and extra traffic of a server. */
export interface ServerNetwork {
  /** Takes so many free addresses of the group; answers with them. */
  addIpv4(serverId: number, card: InterfaceName, quantity: number): Promise<string[]>;
  removeIpv4(serverId: number, card: InterfaceName, addresses: readonly string[]): Promise<void>;
  /** Lets an address pass the address filter. */
  allow(serverId: number, card: InterfaceName, ip: string, cidr: number): Promise<void>;
  disallow(serverId: number, card: InterfaceName, ip: string): Promise<void>;
  firewall(serverId: number, card: InterfaceName): Promise<Firewall>;
  switchFirewall(serverId: number, card: InterfaceName, isOn: boolean): Promise<void>;
  /** Replaces all rules by those of these sets; none clears them. */
  applyRulesets(serverId: number, card: InterfaceName, rulesets: readonly number[]): Promise<void>;
  trafficBlocks(serverId: number): Promise<TrafficBlocks>;
  addTrafficBlock(serverId: number, month: number, amountGb: number): Promise<void>;
  removeTrafficBlock(serverId: number, blockId: number): Promise<void>;
  /** Names an address, or takes its name away. `UpstreamNotOffered` before VirtFusion 7.1. */
  setReverseName(address: string, name: string | null): Promise<void>;
}
