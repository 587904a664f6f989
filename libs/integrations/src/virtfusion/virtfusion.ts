import type { CircuitReport, RateReport } from '../http';
import type { CallArguments } from './call';
import type { HypervisorGroup, HypervisorResources, TemplateFamily, VirtFusionPackage } from './catalogue';
import type { ServerChanges } from './changes/server-changes';
import type { Infrastructure } from './infrastructure/infrastructure';
import type { ServerNetwork } from './network/server-network';
import type { Operation } from './operations';
import type { SelfService } from './self-service/self-service';
import type {
  BuiltServer,
  Page,
  PowerAction,
  QueueItem,
  ServerBuild,
  ServerOrder,
  ServerRow,
  TrafficPeriod,
  VirtFusionServer,
  VirtFusionServerBasics,
} from './server';
import type {
  CreditBooking,
  HourlyReading,
  HourlyStats,
  NewSshKey,
  NewVirtFusionUser,
  PanelPassword,
  PanelSignIn,
  SshKey,
  VirtFusionUser,
  VirtFusionUserChange,
} from './user';
import type { VncAccess } from './vnc';

/**
 * What this product needs of VirtFusion. Features depend on this class, never on the HTTP client behind it.
 * Every method throws an `UpstreamError` whose `outcome` tells whether the request may have been carried out.
 * Users are named by our own id (`extRelationId`) unless a method says otherwise.
 */
export abstract class VirtFusion {
  abstract readonly changes: ServerChanges;
  abstract readonly network: ServerNetwork;
  abstract readonly infrastructure: Infrastructure;
  abstract readonly selfService: SelfService;

  /** The same panel, answering within this time or not at all. */
  abstract within(timeoutMs: number): VirtFusion;
  /**
   * The same panel, for calls about servers of one hypervisor group: a group that hangs uses up its own share of calls and is left
   * alone for a while, and no other group notices. Null is the panel as a whole.
   */
  abstract forGroup(groupId: number | null): VirtFusion;
  /** Which groups answer, in this process; the first is the panel as a whole. */
  abstract circuits(): CircuitReport[];
  /** What VirtFusion last told about its limit of requests. */
  abstract rateLimit(): RateReport;
  /**
   * Any documented operation, also those without a method here. The answer is as it came, null without a body, and not to be
   * believed before it is parsed.
   */
  abstract request<One extends Operation>(operation: One, ...call: CallArguments<One>): Promise<unknown>;

  /** Succeeds when the panel answers and accepts the token. */
  abstract connect(): Promise<void>;

  abstract packages(): Promise<VirtFusionPackage[]>;
  abstract package(packageId: number): Promise<VirtFusionPackage>;
  abstract hypervisorGroups(): Promise<HypervisorGroup[]>;
  /** What each hypervisor of the group can still take. */
  abstract groupResources(groupId: number): Promise<HypervisorResources[]>;
  abstract templatesForPackage(packageId: number): Promise<TemplateFamily[]>;
  /** Those that fit the server's processors and disk. */
  abstract templatesForServer(serverId: number): Promise<TemplateFamily[]>;

  /** Refused with status 409 or 422 when the relation or the address is taken. */
  abstract createUser(user: NewVirtFusionUser): Promise<VirtFusionUser>;
  /** Null when no user has this relation. */
  abstract userByExtRelation(extRelationId: number): Promise<VirtFusionUser | null>;
  abstract updateUser(extRelationId: number, change: VirtFusionUserChange): Promise<void>;
  /** Deletes the user; succeeds as well when there is none. Refused while the user has servers. */
  abstract deleteUser(extRelationId: number): Promise<void>;
  /** Gives the user a new password for the panel; the old one stops working. */
  abstract resetUserPassword(extRelationId: number): Promise<PanelPassword>;
  /** Makes an address that signs the user in to the panel; good once, for about a minute. */
  abstract signUserIn(extRelationId: number): Promise<PanelSignIn>;
  /** The same, arriving at one of the user's servers. */
  abstract signUserInToServer(extRelationId: number, serverId: number): Promise<PanelSignIn>;
  /** By VirtFusion's own user id. */
  abstract serversOfUser(userId: number): Promise<VirtFusionServerBasics[]>;

  abstract listServers(page: number, perPage?: number): Promise<Page<ServerRow>>;
  /** Every server of the panel, page by page. */
  abstract allServers(): AsyncIterable<ServerRow>;
  /** Every server in full, as far as the list tells; `remote` is always null. */
  abstract allServersInFull(): AsyncIterable<VirtFusionServer>;
  abstract server(serverId: number, options?: { remoteState?: boolean }): Promise<VirtFusionServer>;
  /** Reserves a server; it has addresses but no operating system until it is built. */
  abstract createServer(order: ServerOrder): Promise<VirtFusionServer>;
  /** Asks whether an order would be accepted, without creating anything. */
  abstract tryOrder(order: ServerOrder): Promise<void>;
  abstract buildServer(serverId: number, build: ServerBuild): Promise<BuiltServer>;
  /** Busy while other work is pending; in maintenance while the hypervisor is. */
  abstract power(serverId: number, action: PowerAction): Promise<{ queueId: number }>;
  abstract queueItem(queueId: number): Promise<QueueItem>;
  abstract suspend(serverId: number): Promise<void>;
  abstract unsuspend(serverId: number): Promise<void>;
  /** Deletes at once, or after a delay in which it can be undone in VirtFusion. */
  abstract deleteServer(serverId: number, options?: { delayMinutes?: number }): Promise<void>;
  /** The password becomes valid when the queued work is done. */
  abstract resetServerPassword(
    serverId: number,
    user: 'root' | 'Administrator',
  ): Promise<{ queueId: number; expectedPassword: string }>;
  /** Where the server's screen can be reached, and with which password. */
  abstract vnc(serverId: number): Promise<VncAccess>;
  /** Switches the screen on or off; the answer holds a new password. */
  abstract setVnc(serverId: number, enabled: boolean): Promise<VncAccess>;
  abstract addSshKey(key: NewSshKey): Promise<{ id: number }>;
  /** By VirtFusion's own user id. */
  abstract sshKeysOfUser(userId: number): Promise<SshKey[]>;
  abstract deleteSshKey(keyId: number): Promise<void>;
  /** Newest period first. */
  abstract traffic(serverId: number): Promise<TrafficPeriod[]>;

  /** Not idempotent, and credits cannot be listed: keep the id, and after an unknown outcome compare `hourlyStats` first. */
  abstract addCredit(extRelationId: number, booking: CreditBooking): Promise<{ id: number }>;
  abstract removeCredit(creditId: number): Promise<void>;
  abstract hourlyStats(extRelationId: number): Promise<HourlyStats>;
  /** The figures of the month that a day (`2026-11-01`) lies in, with the answer word for word, because customers are charged by it. */
  abstract readHourlyStats(extRelationId: number, day: string): Promise<HourlyReading>;
}
