export type { CircuitReport, CircuitState, GuardLimits, RateReport } from '../http';
export type { Call, CallArguments } from './call';
export type { Surprise, SurprisingField } from './canary/surprise';
export type {
  Capacity,
  HypervisorGroup,
  HypervisorResources,
  OperatingSystemTemplate,
  StorageCapacity,
  TemplateFamily,
  VirtFusionPackage,
} from './catalogue';
export { BACKUP_ACCESS, type Backup, type BackupAccess, type PackageParts, type ServerChanges } from './changes/server-changes';
export { VirtFusionHttpClient } from './client';
export type { Hypervisor, Infrastructure, IpBlock } from './infrastructure/infrastructure';
export {
  type Firewall,
  type FirewallRule,
  type InterfaceName,
  INTERFACES,
  type ServerNetwork,
  type TrafficBlock,
  type TrafficBlocks,
  type TrafficMonth,
} from './network/server-network';
export { CALL_OUTCOMES, type CallEnd, type CallOutcome, type VirtFusionObserver } from './observer';
export { type Operation, OPERATIONS, OPERATIONS_SINCE_7_1 } from './operations';
export type {
  PackAmount,
  ResourcePack,
  SelfService,
  SelfServiceCurrency,
  SelfServiceReport,
  SelfServiceUsage,
  UsageFigures,
  UsagePeriod,
} from './self-service/self-service';
export { POWER_ACTIONS, SERVER_STATES } from './server';
export type {
  BuiltServer,
  GuestFileSystem,
  Page,
  PowerAction,
  QueueItem,
  QueueStep,
  RemoteState,
  ServerBuild,
  ServerOrder,
  ServerRow,
  TrafficPeriod,
  VirtFusionServer,
  VirtFusionServerBasics,
  VirtFusionServerState,
} from './server';
export type {
  CurrentTrafficPeriod,
  InstalledSshKey,
  Ipv4Address,
  Ipv6Subnet,
  NetworkInterface,
  PendingTask,
  ServerDisk,
  WhitelistEntry,
} from './server-parts';
export type {
  CreditBooking,
  HourlyReading,
  HourlyStats,
  NewSshKey,
  NewVirtFusionUser,
  PanelPassword,
  PanelSignIn,
  SelfServiceAccess,
  SshKey,
  VirtFusionUser,
  VirtFusionUserChange,
} from './user';
export type { VirtFusionClientOptions } from './transport';
export { VirtFusion } from './virtfusion';
export type { VncAccess } from './vnc';
