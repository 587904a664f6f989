import { clientInterfaceView } from './interface-view';
import { COMMISSION_STATUS, type ServerRow } from './server-model';
import { SCREEN } from './server-view';
import { modelTime } from './timestamps';
import { consoleAddress } from './vnc-view';
import type { World } from './world';

/** A row of `GET /servers`. */
export function serverListView(server: ServerRow): Record<string, unknown> {
  const { id, uuid, name, ownerId, hypervisorId, suspended } = server;
  return {
    ...{
      id,
      uuid,
      name,
      commissioned: COMMISSION_STATUS[server.state],
      owner: ownerId,
      hypervisorId,
      suspended,
      protected: false,
    },
    ...{ updated: modelTime(server.updated), created: modelTime(server.created) },
  };
}

/** A row of `GET /servers/user/{userId}`, in the mixed style of VirtFusion's client area. */
export function clientServerView(world: World, server: ServerRow): Record<string, unknown> {
  const { id, ownerId, hypervisorId, name, hostname, uuid, state, suspended, buildFailed } = server;
  const { memory, storage, traffic, cpuCores } = server.resources;
  const isBuilding = state === 'queued' || state === 'building';
  return {
    ...{ id, ownerId, hypervisorId, name, hostname, commissionStatus: COMMISSION_STATUS[state], uuid, state },
    ...{ rebuild: isBuilding && server.built !== null, suspended, protected: false, buildFailed, backup_level: 0 },
    backup_plan: server.backupPlanId === 0 ? null : server.backupPlanId,
    os: { screen: SCREEN },
    server_info: { show: false, icon: null, name: null, label: null },
    vnc: {
      expose_details: false,
      ...consoleAddress(world, server),
      hostname: null,
      enabled: server.vnc.enabled ? 1 : 0,
    },
    resources: { memory, storage, traffic, cpuCores, cpu_model: null },
    network: { interfaces: [clientInterfaceView(world, server, server.interfaces.primary, 1)] },
    config: { uefi: false, bootOrder: ['hd', 'cdrom'] },
    media: { isoMounted: false, isoName: '' },
  };
}
