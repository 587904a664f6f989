import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { Fields } from './fields';
import type { PackageRow } from './model';
import { hasRoom } from './placement';
import { invalid, notFound } from './replies';
import type { ServerRow } from './server-model';
import { enqueue, requireIdle } from './work';
import type { World } from './world';

interface Change {
  readonly flag: string;
  readonly label: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly apply: (server: ServerRow, plan: PackageRow) => void;
}

/** Moving a server to another package: what differs is changed, what does not is said. */
export function serveServerPackage(routes: Routes, world: World): void {
  routes.on('PUT', '/servers/:serverId/package/:packageId', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const plan = world.packages.get(idOf(call, 'packageId'));
    if (!plan) throw notFound('package');
    if (!plan.enabled) throw invalid('The package does not exist or is disabled');
    requireIdle(world, server);
    const fields = Fields.of(call);
    const wanted = changesOf(server, plan).filter(change => fields.boolean(change.flag, true));
    fields.check();
    requireRoomFor(world, server, plan);
    const info = wanted.filter(change => isKept(change)).map(sentenceOf);
    for (const change of wanted) if (!isKept(change)) change.apply(server, plan);
    server.packageId = plan.id;
    server.updated = world.now();
    enqueue(world, server, 'change_package');
    return { status: 200, json: { info } };
  });
}

function changesOf(server: ServerRow, plan: PackageRow): Change[] {
  const { resources, speed, diskLimits } = server;
  const change = (flag: string, label: string, from: number | null, to: number | null, apply: Change['apply']): Change => ({
    flag,
    label,
    from,
    to,
    apply,
  });
  return [
    change('cpu', 'CPU cores', resources.cpuCores, plan.cpuCores, (row, next) => (row.resources.cpuCores = next.cpuCores)),
    change('memory', 'memory', resources.memory, plan.memory, (row, next) => (row.resources.memory = next.memory)),
    change('primaryDiskSize', 'primary disk', resources.storage, plan.primaryStorage, growDisk),
    change(
      'primaryNetworkTraffic',
      'traffic',
      resources.traffic,
      plan.traffic,
      (row, next) => (row.resources.traffic = next.traffic),
    ),
    change(
      'primaryNetworkInboundSpeed',
      'primary network speed inbound',
      speed.in,
      plan.networkSpeedIn,
      (row, next) => (row.speed.in = next.networkSpeedIn),
    ),
    change(
      'primaryNetworkOutboundSpeed',
      'primary network speed outbound',
      speed.out,
      plan.networkSpeedOut,
      (row, next) => (row.speed.out = next.networkSpeedOut),
    ),
    change(
      'backupPlan',
      'backup plan',
      server.backupPlanId,
      plan.backupPlanId,
      (row, next) => (row.backupPlanId = next.backupPlanId),
    ),
    change(
      'primaryDiskReadIOPS',
      'read IOPS',
      diskLimits.readIops,
      plan.readIopsSec,
      (row, next) => (row.diskLimits.readIops = next.readIopsSec),
    ),
    change(
      'primaryDiskReadThroughput',
      'read bytes/sec',
      diskLimits.readBytes,
      plan.readBytesSec,
      (row, next) => (row.diskLimits.readBytes = next.readBytesSec),
    ),
    change(
      'primaryDiskWriteIOPS',
      'write IOPS',
      diskLimits.writeIops,
      plan.writeIopsSec,
      (row, next) => (row.diskLimits.writeIops = next.writeIopsSec),
    ),
    change(
      'primaryDiskWriteThroughput',
      'write bytes/sec',
      diskLimits.writeBytes,
      plan.writeBytesSec,
      (row, next) => (row.diskLimits.writeBytes = next.writeBytesSec),
    ),
  ];
}

/** A disk never shrinks. */
function isKept({ flag, from, to }: Change): boolean {
  return from === to || (flag === 'primaryDiskSize' && (to ?? 0) <= (from ?? 0));
}

function sentenceOf({ flag, label }: Change): string {
  return flag === 'primaryDiskSize'
    ? 'primary disk not updated. It either matches or is lower than the current value'
    : `${label} not updated. It matches the current value`;
}

function growDisk(server: ServerRow, plan: PackageRow): void {
  server.resources.storage = plan.primaryStorage;
  for (const disk of server.disks) if (disk.primary) disk.capacity = plan.primaryStorage;
}

function requireRoomFor(world: World, server: ServerRow, plan: PackageRow): void {
  const hypervisor = world.hypervisors.get(server.hypervisorId);
  const more = {
    memory: plan.memory - server.resources.memory,
    cpuCores: plan.cpuCores - server.resources.cpuCores,
    storage: Math.max(0, plan.primaryStorage - server.resources.storage),
  };
  if (hypervisor && !hasRoom(world, hypervisor, more, 0)) throw invalid('The hypervisor does not have enough free resources');
}
