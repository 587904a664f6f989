/** An address of a server, with what its guest has to be told. */
export interface Ipv4Address {
  readonly address: string;
  readonly gateway: string | null;
  readonly netmask: string | null;
  /** The name the address resolves to, where VirtFusion knows it. */
  readonly reverseName: string | null;
}

/** A subnet of a server. */
export interface Ipv6Subnet {
  readonly subnet: string;
  readonly cidr: number;
  readonly gateway: string | null;
}

/** An address that passes the address filter of a network card. */
export interface WhitelistEntry {
  readonly id: number | null;
  readonly ip: string;
  readonly cidr: number | null;
}

/** A network card of a server. VirtFusion's calls name it `primary` or `secondary`. */
export interface NetworkInterface {
  readonly name: string | null;
  readonly mac: string | null;
  readonly isPrimary: boolean;
  readonly isNat: boolean;
  readonly ipv4: readonly Ipv4Address[];
  readonly ipv6: readonly Ipv6Subnet[];
  readonly firewallEnabled: boolean;
  readonly whitelist: readonly WhitelistEntry[];
}

/** A disk of a server. */
export interface ServerDisk {
  readonly id: number;
  /** The last letter of the device's name: `a` for the first disk. */
  readonly drive: string | null;
  readonly capacityGb: number;
  /** The format of the image, such as `qcow2`. */
  readonly type: string | null;
  readonly primary: boolean;
  readonly enabled: boolean;
}

/** Work that waits for something of the owner, such as a restart. */
export interface PendingTask {
  readonly action: string;
  readonly requires: readonly string[];
}

/** A key that was installed at the last build. */
export interface InstalledSshKey {
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
}

/** The running period of traffic. A limit of 0 means unlimited. */
export interface CurrentTrafficPeriod {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly limitGb: number;
}
