import { idOf, paramOf, type Call, type Reply } from '../kit/call';
import type { Routes } from '../kit/routes';
import { FIREWALL_RULESETS } from './catalogue';
import { CHOICES } from './choices';
import { createServer, draftServer, type Overrides, type ServerOrder } from './create-server';
import { Fields, flagIn } from './fields';
import { paginated } from './paginator';
import { remoteState } from './remote-state';
import { created, data, empty, invalid, notFound } from './replies';
import { removeServer, suspendServer, unsuspendServer } from './server-acts';
import { delayIn } from './server-delay';
import { clientServerView, serverListView } from './server-list-view';
import { serverView } from './server-view';
import { countTraffic } from './traffic-meter';
import type { World } from './world';

/** Servers: list, read, create, delete, suspend. */
export function serveServers(routes: Routes, world: World): void {
  routes.on('POST', '/servers', call => create(world, call));
  routes.on('GET', '/servers', call => list(world, call));
  routes.on('GET', '/servers/user/:userId', call => {
    const user = world.users.get(idOf(call, 'userId'));
    if (!user) throw notFound('user');
    return data(world.servers.where(server => server.ownerId === user.id).map(server => clientServerView(world, server)));
  });
  routes.on('GET', '/servers/:serverId', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    countTraffic(server, world.now());
    return data({ ...serverView(world, server), remoteState: flagIn(call, 'remoteState') ? remoteState(world, server) : false });
  });
  routes.on('DELETE', '/servers/:serverId', call => {
    removeServer(world, world.serverOf(idOf(call, 'serverId')), delayIn(call));
    return empty(204);
  });
  routes.on('POST', '/servers/:serverId/suspend', call => {
    suspendServer(world, world.serverOf(idOf(call, 'serverId')));
    return empty(204);
  });
  routes.on('POST', '/servers/:serverId/unsuspend', call => {
    unsuspendServer(world, world.serverOf(idOf(call, 'serverId')));
    return empty(204);
  });
  routes.on('PUT', '/servers/:serverId/owner/:newOwnerId', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const owner = world.users.get(Number(paramOf(call, 'newOwnerId')));
    if (!owner) throw notFound('user');
    server.ownerId = owner.id;
    server.sshKeyIds = [];
    server.updated = world.now();
    return empty(201);
  });
}

function list(world: World, call: Call): Reply {
  const wanted = [...call.query.getAll('hypervisorId'), ...call.query.getAll('hypervisorId[]')].map(Number);
  const servers = world.servers.where(server => wanted.length === 0 || wanted.includes(server.hypervisorId));
  return call.query.get('type') === 'full'
    ? paginated(call, servers, server => serverView(world, server))
    : paginated(call, servers, serverListView);
}

function create(world: World, call: Call): Reply {
  const order = orderOf(world, call);
  if (flagIn(call, 'dryRun')) {
    draftServer(world, order);
    return CHOICES.dryRunReply;
  }
  return created(serverView(world, createServer(world, order)));
}

function orderOf(world: World, call: Call): ServerOrder {
  const fields = Fields.of(call);
  const packageId = fields.requiredInteger('packageId', { least: 1 });
  const ownerId = fields.requiredInteger('userId', { least: 1 });
  const groupId = fields.requiredInteger('hypervisorId', { least: 1 });
  const overrides = overridesOf(fields);
  fields.check();
  if (!world.users.get(ownerId)) throw invalid('The selected user id is invalid.');
  requireRulesets(overrides.firewallRulesets ?? []);
  return { packageId, ownerId, groupId, overrides };
}

function overridesOf(fields: Fields): Overrides {
  const given = {
    ipv4: fields.integer('ipv4', { least: 0, most: 64 }),
    storage: fields.integer('storage', { least: 1, most: 102_400 }),
    traffic: fields.integer('traffic', { least: 0, most: 999_999_999 }),
    memory: fields.integer('memory', { least: 256, most: 2_097_152 }),
    cpuCores: fields.integer('cpuCores', { least: 1, most: 600 }),
    speedIn: fields.integer('networkSpeedInbound'),
    speedOut: fields.integer('networkSpeedOutbound'),
    storageProfile: fields.integer('storageProfile'),
    networkProfile: fields.integer('networkProfile'),
    firewallRulesets: fields.integers('firewallRulesets'),
    extraDisks: [1, 2]
      .filter(number => fields.boolean(`additionalStorage${number}Enable`, false))
      .map(number => ({
        capacity: fields.requiredInteger(`additionalStorage${number}Capacity`, { least: 1 }),
        profile: fields.integer(`additionalStorage${number}Profile`) ?? 0,
      })),
  };
  fields.integers('hypervisorAssetGroups');
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** `-1` forces none; every other number must be a ruleset. */
export function requireRulesets(ids: readonly number[]): void {
  if (ids.some(id => id !== -1 && !FIREWALL_RULESETS.some(set => set.id === id))) {
    throw invalid('Invalid or disabled firewall ruleset');
  }
}
