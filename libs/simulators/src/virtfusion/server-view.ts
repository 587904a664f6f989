import { BACKUP_PLANS } from './catalogue';
import { resourcesView } from './hypervisor-view';
import { interfaceView } from './interface-view';
import { isMetered } from './metering';
import type { HypervisorRow } from './model';
import { COMMISSION_STATUS, CUSTOM_XML_PARTS, type DiskRow, type ServerRow } from './server-model';
import { settingsView } from './settings-view';
import { microTime, modelTime, plainTime } from './timestamps';
import { trafficPeriodAt } from './traffic-meter';
import { ownerView, serverSshKeyView } from './user-view';
import { consoleAddress } from './vnc-view';
import { isBusy } from './work';
import type { World } from './world';

/** A 1×1 picture where VirtFusion puts a screenshot. */
export const SCREEN = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** The full server object, as create, build and read answer it, without `remoteState`. */
export function serverView(world: World, server: ServerRow): Record<string, unknown> {
  const owner = world.users.get(server.ownerId);
  const hypervisor = world.hypervisors.get(server.hypervisorId);
  const keys = server.sshKeyIds.map(id => world.sshKeys.get(id)).filter(key => key !== undefined);
  return {
    ...headView(world, server, owner !== undefined && isMetered(owner)),
    traffic: trafficView(world, server),
    settings: settingsView(server),
    cpu: cpuView(server),
    customXML: Object.fromEntries(CUSTOM_XML_PARTS.map(part => [part, { ...server.customXml[part] }])),
    qemuCommandline: [],
    qemuAgent: { os: { screen: SCREEN } },
    media: { isoMounted: false, isoType: 'local', isoName: '', isoFilename: '', isoUrl: '', isoDownload: false },
    backupPlan: backupPlanView(server),
    vnc: { ...consoleAddress(world, server), enabled: server.vnc.enabled },
    network: {
      interfaces: [interfaceView(world, server, server.interfaces.primary, 1)],
      secondaryInterfaces: [interfaceView(world, server, server.interfaces.secondary, 2)],
    },
    storage: server.disks.map((disk, index) => diskView(server, disk, index)),
    hypervisorAssets: [],
    hypervisor: hypervisor ? carrierView(world, hypervisor) : null,
    owner: owner ? ownerView(owner) : null,
    sshKeys: keys.map(serverSshKeyView),
    sharedUsers: [],
    tasks: {
      active: isBusy(world, server.id),
      lastOn: server.taskFinishedAt === null ? null : plainTime(server.taskFinishedAt),
      actions: { pending: [] },
    },
  };
}

function headView(world: World, server: ServerRow, metered: boolean): Record<string, unknown> {
  const { id, ownerId, hypervisorId, name, hostname, uuid, state, suspended, buildFailed } = server;
  const commissionStatus = COMMISSION_STATUS[state];
  const isBuilding = state === 'queued' || state === 'building';
  return {
    ...{ id, ownerId, hypervisorId, arch: 1, name, selfService: metered ? 1 : 0, selfServiceSettings: [], hostname },
    ...{ commissionStatus, uuid, state, migratable: state === 'complete', timezone: server.timezone },
    ...{ migrateLevel: 0, deleteLevel: server.deleteAt === null ? 0 : 1, configLevel: isBuilding ? 1 : 0, backupLevel: 0 },
    ...{ elevated: false, elevateId: null, elevate: false, destroyable: !server.doNotDisturb },
    ...{ rebuild: isBuilding && server.built !== null, suspended, protected: false, buildFailed },
    ...{ primaryNetworkDhcp4: false, primaryNetworkDhcp6: false },
    built: server.built === null ? null : modelTime(server.built),
    ...{ created: modelTime(server.created), updated: modelTime(server.updated) },
  };
}

function trafficView(world: World, server: ServerRow): Record<string, unknown> {
  const { start, end } = trafficPeriodAt(server.created, world.now());
  const currentPeriod = {
    start: microTime(start),
    end: microTime(end).replace('.999000Z', '.999999Z'),
    limit: server.resources.traffic,
  };
  return { public: { countMethod: 1, currentPeriod } };
}

function cpuView(server: ServerRow): Record<string, unknown> {
  const topology = { enabled: false, sockets: 1, cores: 1, threads: 1, dies: 1 };
  const { cpuCores } = server.resources;
  return { cores: cpuCores, type: 'inherit', typeExact: 'host-model', shares: 1024, throttle: server.cpuThrottle, topology };
}

function backupPlanView(server: ServerRow): Record<string, unknown> {
  const plan = BACKUP_PLANS.find(candidate => candidate.id === server.backupPlanId);
  return { id: plan?.id ?? null, name: plan?.name ?? null };
}

function diskView(server: ServerRow, disk: DiskRow, index: number): Record<string, unknown> {
  const { readBytes, writeBytes, readIops, writeIops } = server.diskLimits;
  const name = `${server.uuid}_${index + 1}`;
  return {
    ...{ _id: disk.id, id: index + 1, cache: null, bus: null, capacity: disk.capacity, drive: String.fromCharCode(97 + index) },
    ...{ datastoreDiskId: null, filesystem: null, iops: { read: readIops, write: writeIops } },
    ...{ bytes: { read: readBytes, write: writeBytes }, type: 'qcow2', profile: disk.profile, status: 3, enabled: true },
    ...{ primary: disk.primary, created: modelTime(server.created), updated: modelTime(server.updated), datastore: [] },
    ...{
      name,
      filename: `${name}.img`,
      hypervisorStorageId: null,
      local: true,
      locationType: 'mountpoint',
      path: '/home/vf-data/disk',
    },
  };
}

function carrierView(world: World, hypervisor: HypervisorRow): Record<string, unknown> {
  const { id, ip, maintenance, groupId, name } = hypervisor;
  const group = world.groups.get(groupId);
  const dated = modelTime(hypervisor.created);
  return {
    ...{
      id,
      ip,
      hostname: null,
      port: 8892,
      maintenance,
      groupId,
      group: { name: group?.name ?? '', icon: group?.icon ?? null },
    },
    ...{ timezone: 'Europe/London', forceIPv6: false, vncListenType: 1, displayName: null, cpuSet: null, nfType: 4 },
    ...{ backupStorageType: 2, defaultDiskType: 'inherit', defaultDiskCacheType: 'inherit', defaultCPU: 'inherit' },
    ...{ defaultMachineType: 'inherit', created: dated, updated: dated, name, dataDir: '/home/vf-data' },
    resources: resourcesView(world, hypervisor),
  };
}

/** The answer to a build is the only place that shows the root password. */
export function builtView(world: World, server: ServerRow): Record<string, unknown> {
  const view = serverView(world, server);
  return { ...view, settings: { ...settingsView(server), decryptedPassword: server.rootPassword } };
}
