import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { RESOURCE_PACKS } from './catalogue';
import { CHOICES } from './choices';
import { Fields, flagIn } from './fields';
import type { UserPackRow } from './model';
import { userByRelation } from './relation';
import { conflict, created, data, empty, invalid, notFound } from './replies';
import { removeServer, suspendServer, unsuspendServer } from './server-acts';
import { delayIn } from './server-delay';
import { serverListView } from './server-list-view';
import type { ServerRow } from './server-model';
import type { World } from './world';

/** Self-service resource packs of users, and acts on all servers of a pack. */
export function serveResourcePacks(routes: Routes, world: World): void {
  routes.on('POST', '/selfService/resourcePack/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const fields = Fields.of(call);
    const packId = fields.requiredInteger('packId', { least: 1 });
    const enabled = fields.requiredBoolean('enabled');
    fields.check();
    if (!RESOURCE_PACKS.some(pack => pack.id === packId)) throw invalid('The selected pack id is invalid.');
    return created({ id: world.userPacks.insert({ userId: user.id, packId, enabled }).id });
  });
  routes.on('GET', '/selfService/resourcePack/:packId', call => {
    const pack = packOf(world, call);
    const servers = serversOf(world, pack);
    const withServers = flagIn(call, 'withServers') ? { servers: servers.map(serverListView) } : {};
    return data({ ...packView(pack, servers), ...withServers });
  });
  routes.on('PUT', '/selfService/resourcePack/:packId', call => {
    const pack = packOf(world, call);
    const fields = Fields.of(call);
    const enabled = fields.requiredBoolean('enabled');
    fields.check();
    pack.enabled = enabled;
    return empty(204);
  });
  routes.on('DELETE', '/selfService/resourcePack/:packId', call => {
    const pack = packOf(world, call);
    if (flagIn(call, 'disable')) pack.enabled = false;
    else if (serversOf(world, pack).length > 0) throw conflict(CHOICES.packInUseMessage);
    else world.userPacks.delete(pack.id);
    return empty(204);
  });
  serveActsOnAll(routes, world);
}

function serveActsOnAll(routes: Routes, world: World): void {
  routes.on('DELETE', '/selfService/resourcePackServers/:packId', call => {
    const delay = delayIn(call);
    for (const server of serversOf(world, packOf(world, call))) removeServer(world, server, delay);
    return empty(204);
  });
  routes.on('POST', '/selfService/resourcePackServers/:packId/suspend', call => {
    for (const server of serversOf(world, packOf(world, call))) suspendServer(world, server);
    return empty(204);
  });
  routes.on('POST', '/selfService/resourcePackServers/:packId/unsuspend', call => {
    for (const server of serversOf(world, packOf(world, call))) unsuspendServer(world, server);
    return empty(204);
  });
}

function packOf(world: World, call: Call): UserPackRow {
  const pack = world.userPacks.get(idOf(call, 'packId'));
  if (!pack) throw notFound('resource pack');
  return pack;
}

function serversOf(world: World, pack: UserPackRow): ServerRow[] {
  return world.servers.where(server => server.resourcePackId === pack.id);
}

function packView(pack: UserPackRow, servers: readonly ServerRow[]): Record<string, unknown> {
  const limits = RESOURCE_PACKS.find(candidate => candidate.id === pack.packId) ?? RESOURCE_PACKS[0];
  const sum = (pick: (server: ServerRow) => number) => servers.reduce((total, server) => total + pick(server), 0);
  const used = {
    servers: servers.length,
    memory: sum(server => server.resources.memory),
    storage: sum(server => server.resources.storage),
    cpu: sum(server => server.resources.cpuCores),
    traffic: sum(server => server.resources.traffic),
  };
  const usage = (limit: number, taken: number) => ({
    t: limit,
    u: taken,
    f: limit - taken,
    p: Math.round((taken / limit) * 100),
    l: true,
  });
  return {
    ...{ type: 'pack', id: pack.id, pid: pack.packId, label: null, name: `${limits.name} · ${pack.id}`, enabled: pack.enabled },
    limits: {
      ...{ total_servers: limits.servers, total_memory: limits.memory, total_storage: limits.storage, total_cpu: limits.cpu },
      ...{
        total_traffic: limits.traffic,
        max_memory: limits.memory,
        max_storage: limits.storage,
        max_cpu: limits.cpu,
        max_traffic: limits.traffic,
      },
    },
    used,
    usage: {
      servers: usage(limits.servers, used.servers),
      memory: usage(limits.memory, used.memory),
      storage: usage(limits.storage, used.storage),
      cpu: usage(limits.cpu, used.cpu),
      traffic: usage(limits.traffic, used.traffic),
    },
  };
}
