export type {
  Capacity,
  HypervisorGroup,
  HypervisorResources,
  OperatingSystemTemplate,
  StorageCapacity,
  TemplateFamily,
  VirtFusionPackage,
} from './catalogue';
export { VirtFusionHttpClient, type VirtFusionClientOptions } from './client';
export { POWER_ACTIONS, SERVER_STATES } from './server';
export type {
  BuiltServer,
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
  CreditBooking,
  HourlyReading,
  HourlyStats,
  NewSshKey,
  NewVirtFusionUser,
  PanelPassword,
  PanelSignIn,
  SelfServiceAccess,
  VirtFusionUser,
  VirtFusionUserChange,
} from './user';
export { VirtFusion } from './virtfusion';
