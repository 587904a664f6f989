import { CHOICES } from './choices';
import { startMetering, stopMetering } from './metering';
import type { Moment, QueueRow } from './model';
import { locked } from './replies';
import type { ServerRow } from './server-model';
import { countTraffic } from './traffic-meter';
import { giveIpv6 } from './addresses';
import type { World } from './world';

/** The steps of a build, in VirtFusion's order. */
export const BUILD_STEPS = [
  'server.get.status',
  'server.config.dhcp',
  'server.os.template.exists',
  'server.os.template.download',
  'server.os.template.download.check',
  'server.create.ci',
  'server.disk.create.os',
  'server.os.install.check',
  'server.vnc.disable',
  'server.boot',
  'server.config.statistics',
] as const;

const STEPS: Readonly<Record<string, readonly string[]>> = {
  build_server: BUILD_STEPS,
  boot_server: ['server.get.status', 'server.boot'],
  shutdown_server: ['server.get.status', 'server.shutdown'],
  restart_server: ['server.get.status', 'server.shutdown', 'server.boot'],
  poweroff_server: ['server.get.status', 'server.poweroff'],
};

/** Share of a build that it waits before it is seen to run. */
const WAITING_SHARE = 0.08;

/** Whether work on a server is unfinished. */
export function isBusy(world: World, serverId: number): boolean {
  for (const id of world.openQueue()) if (world.queue.get(id)?.serverId === serverId) return true;
  return false;
}

/** Refuses with 423 while other work on the server is unfinished. */
export function requireIdle(world: World, server: ServerRow): void {
  if (isBusy(world, server.id)) throw locked();
}

/** Puts work on a server into the queue; what it changes, it changes when it is finished. */
export function enqueue(world: World, server: ServerRow, action: string, startedAt: Moment = world.now()): QueueRow {
  const doomedAt = world.doomed.indexOf(action);
  if (doomedAt >= 0) world.doomed.splice(doomedAt, 1);
  const seconds = action === 'build_server' ? world.pace.buildSeconds : world.pace.powerSeconds;
  const item = world.queue.insert({
    serverId: server.id,
    hypervisorId: server.hypervisorId,
    action,
    job: CHOICES.jobNamespace + jobOf(action),
    steps: STEPS[action] ?? ['server.get.status', `server.${action.replace(/_server$/, '').replaceAll('_', '.')}`],
    startedAt,
    durationMs: seconds * 1000,
    doomed: doomedAt >= 0,
    finishedAt: null,
  });
  world.openQueue().add(item.id);
  return item;
}

/** Lets everything happen that is due: steps, ends of work, deletions that were put off. */
export function settle(world: World): void {
  const now = world.now();
  finishDue(world, now);
  for (const server of world.servers.all()) {
    if (server.deleteAt === null || server.deleteAt > now || server.isDeleting || isBusy(world, server.id)) continue;
    server.isDeleting = true;
    enqueue(world, server, 'delete_server', server.deleteAt);
  }
  finishDue(world, now);
}

function finishDue(world: World, now: Moment): void {
  for (const id of world.openQueue()) {
    const item = world.queue.get(id);
    if (!item) continue;
    const server = world.servers.get(item.serverId);
    const endsAt = item.startedAt + item.durationMs;
    if (now < endsAt) {
      const hasBegun = now >= item.startedAt + item.durationMs * WAITING_SHARE;
      if (server && item.action === 'build_server' && hasBegun) server.state = 'building';
      continue;
    }
    item.finishedAt = endsAt;
    world.openQueue().delete(id);
    if (server) finish(world, server, item, endsAt);
  }
}

function finish(world: World, server: ServerRow, item: QueueRow, at: Moment): void {
  countTraffic(server, at);
  server.taskFinishedAt = at;
  server.updated = at;
  if (item.doomed) return finishBadly(server, item);
  switch (item.action) {
    case 'build_server':
      server.state = 'complete';
      server.buildFailed = false;
      server.built = at;
      server.power = 'running';
      server.bootedAt = at;
      if (server.wantsIpv6) giveIpv6(world, server);
      return;
    case 'boot_server':
    case 'restart_server':
    case 'unsuspend_server':
      // A machine that runs is not booted again, unless that is what was asked for.
      if (server.power === 'stopped' || item.action === 'restart_server') server.bootedAt = at;
      server.power = 'running';
      return;
    case 'shutdown_server':
    case 'poweroff_server':
    case 'suspend_server':
      server.power = 'stopped';
      return;
    case 'delete_server':
      stopMetering(world, server.id, at);
      world.servers.delete(server.id);
      for (const backup of world.backups.where(row => row.serverId === server.id)) world.backups.delete(backup.id);
      return;
    case 'change_package':
      stopMetering(world, server.id, at);
      startMetering(world, server, at);
      return;
    default:
      return;
  }
}

function finishBadly(server: ServerRow, item: QueueRow): void {
  if (item.action === 'build_server') {
    server.state = 'failed';
    server.buildFailed = true;
    server.power = 'stopped';
  }
  if (item.action === 'delete_server') {
    server.deleteAt = null;
    server.isDeleting = false;
  }
}

/** `boot_server` → `Boot`, `reset_password` → `ResetPassword`. */
function jobOf(action: string): string {
  return action
    .replace(/_server$/, '')
    .split('_')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
