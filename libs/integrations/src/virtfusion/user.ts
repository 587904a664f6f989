/** A user of VirtFusion; `extRelationId` is our own id of the person. */
export interface VirtFusionUser {
  readonly id: number;
  readonly extRelationId: number | null;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly suspended: boolean;
  readonly createdAt: Date;
}

/** How far a user may serve themselves in VirtFusion. */
export interface SelfServiceAccess {
  /** 0 off, 1 by the hour, 2 by packs, 3 both. */
  readonly selfService?: 0 | 1 | 2 | 3;
  readonly selfServiceHourlyCredit?: boolean;
}

export interface NewVirtFusionUser extends SelfServiceAccess {
  readonly name: string;
  readonly email: string;
  readonly extRelationId: number;
  /** Whether VirtFusion mails the person; off unless asked for. */
  readonly sendMail?: boolean;
}

/** Fields left out stay as they are. */
export interface VirtFusionUserChange extends SelfServiceAccess {
  readonly name?: string;
  readonly email?: string;
  readonly enabled?: boolean;
}

/** A password that VirtFusion made for a user's own sign-in to its panel; it can be neither chosen nor read again. */
export interface PanelPassword {
  readonly email: string;
  readonly password: string;
}

/** An address that signs a user in to VirtFusion's panel, once. */
export interface PanelSignIn {
  readonly url: string;
  readonly expiresAt: Date;
}

/** A public key to install at the next build. */
export interface NewSshKey {
  readonly userId: number;
  readonly name: string;
  readonly publicKey: string;
}

/** A public key of a user. */
export interface SshKey {
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
  readonly enabled: boolean;
  readonly createdAt: Date;
}

/** Credit to book on a user. The references are ours, so that the booking can be found again. */
export interface CreditBooking {
  /** A decimal text, negative to deduct. */
  readonly tokens: string;
  /** A number of ours, up to 64 bits. */
  readonly reference1?: bigint;
  /** A key of ours, at most 1000 characters. */
  readonly reference2?: string;
}

/** A look at a user's self-service figures: the answer as it came, and what it says; null when it cannot be read. */
export interface HourlyReading {
  readonly answer: string;
  readonly stats: HourlyStats | null;
}

/** Self-service figures of a user for one month. Amounts are decimal texts; null is "not told". */
export interface HourlyStats {
  readonly period: string;
  readonly hours: number;
  readonly monthlyValue: string | null;
  readonly monthlyTokens: string | null;
  readonly creditValue: string | null;
  readonly creditTokens: string | null;
  readonly currency: string | null;
}
