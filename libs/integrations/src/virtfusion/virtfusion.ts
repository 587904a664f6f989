import type { HypervisorGroup, HypervisorResources, TemplateFamily, VirtFusionPackage } from './catalogue';
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
  VirtFusionUser,
  VirtFusionUserChange,
} from './user';

/**
 * What this product needs of VirtFusion. Features depend on this class, never on the HTTP client behind it.
 * Every method throws an `UpstreamError` whose `outcome` tells whether the request may have been carried out.
 */
export abstract class VirtFusion {
  /** The same panel, answering within this time or not at all. */
  abstract within(timeoutMs: number): VirtFusion;

  /** Succeeds when the panel answers and accepts the token. */
  abstract connect(): Promise<void>;

  abstract packages(): Promise<VirtFusionPackage[]>;
  abstract package(packageId: number): Promise<VirtFusionPackage>;
  abstract hypervisorGroups(): Promise<HypervisorGroup[]>;
  /** What each hypervisor of the group can still take. */
  abstract groupResources(groupId: number): Promise<HypervisorResources[]>;
  abstract templatesForPackage(packageId: number): Promise<TemplateFamily[]>;

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
  /** By VirtFusion's own user id. */
  abstract serversOfUser(userId: number): Promise<VirtFusionServerBasics[]>;

  abstract listServers(page: number, perPage?: number): Promise<Page<ServerRow>>;
  /** Every server of the panel, page by page. */
  abstract allServers(): AsyncIterable<ServerRow>;
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
  abstract addSshKey(key: NewSshKey): Promise<{ id: number }>;
  /** Newest period first. */
  abstract traffic(serverId: number): Promise<TrafficPeriod[]>;

  /** Not idempotent, and credits cannot be listed: keep the id, and after an unknown outcome compare `hourlyStats` first. */
  abstract addCredit(extRelationId: number, booking: CreditBooking): Promise<{ id: number }>;
  abstract removeCredit(creditId: number): Promise<void>;
  abstract hourlyStats(extRelationId: number): Promise<HourlyStats>;
  /** The figures of the month that a day (`2026-11-01`) lies in, with the answer word for word, because customers are charged by it. */
  abstract readHourlyStats(extRelationId: number, day: string): Promise<HourlyReading>;
}
