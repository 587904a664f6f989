import { idOf, paramOf, type Call, type Reply } from '../kit/call';
import type { Routes } from '../kit/routes';
import { BACKUP_ACCESS, BACKUP_PLANS } from './catalogue';
import { Fields } from './fields';
import { hasRoom } from './placement';
import { empty, invalid, notFound } from './replies';
import { CUSTOM_XML_PARTS, type ServerRow } from './server-model';
import type { World } from './world';

/** Changes of one property of a server. */
export function serveModify(routes: Routes, world: World): void {
  const change = (pattern: string, apply: (server: ServerRow, fields: Fields, call: Call) => void): void => {
    routes.on('PUT', pattern, call => changed(world, call, apply));
  };
  change('/servers/:serverId/modify/name', (server, fields) => {
    server.name = checked(fields, fields.requiredText('name', 63));
  });
  change('/servers/:serverId/modify/memory', (server, fields) => {
    const memory = checked(fields, fields.requiredInteger('memory', { least: 256, most: 2_097_152 }));
    requireRoom(world, server, { memory: memory - server.resources.memory, cpuCores: 0, storage: 0 });
    server.resources.memory = memory;
  });
  change('/servers/:serverId/modify/cpuCores', (server, fields) => {
    const cpuCores = checked(fields, fields.requiredInteger('cores', { least: 1, most: 600 }));
    requireRoom(world, server, { memory: 0, cpuCores: cpuCores - server.resources.cpuCores, storage: 0 });
    server.resources.cpuCores = cpuCores;
  });
  change('/servers/:serverId/modify/traffic', (server, fields) => {
    server.resources.traffic = checked(fields, fields.requiredInteger('traffic', { least: 0, most: 999_999_999 }));
  });
  change('/servers/:serverId/modify/cpuThrottle', (server, fields) => {
    server.cpuThrottle = checked(fields, fields.requiredInteger('percent', { least: 0, most: 99 }));
  });
  change('/servers/:serverId/backups/plan/:planId', (server, _fields, call) => {
    const planId = Number(paramOf(call, 'planId'));
    if (planId !== 0 && !BACKUP_PLANS.some(plan => plan.id === planId)) throw notFound('backup plan');
    server.backupPlanId = planId;
  });
  change('/servers/:serverId/backupManager/access', (server, fields) => {
    server.backupAccess = checked(fields, fields.requiredChoice('type', BACKUP_ACCESS));
  });
  routes.on('POST', '/servers/:serverId/customXML', call => {
    changed(world, call, setCustomXml);
    return empty(200);
  });
}

function changed(world: World, call: Call, apply: (server: ServerRow, fields: Fields, call: Call) => void): Reply {
  const server = world.serverOf(idOf(call, 'serverId'));
  apply(server, Fields.of(call), call);
  server.updated = world.now();
  return empty(201);
}

function checked<Value>(fields: Fields, value: Value): Value {
  fields.check();
  return value;
}

function requireRoom(world: World, server: ServerRow, more: { memory: number; cpuCores: number; storage: number }): void {
  const hypervisor = world.hypervisors.get(server.hypervisorId);
  if (hypervisor && !hasRoom(world, hypervisor, more, 0)) throw invalid('The hypervisor does not have enough free resources');
}

function setCustomXml(server: ServerRow, fields: Fields): void {
  const texts = CUSTOM_XML_PARTS.map(part => ({
    part,
    xml: fields.text(part, 65_536) ?? server.customXml[part].xml,
    enabled: fields.boolean(`${part}Enabled`, server.customXml[part].enabled),
  }));
  fields.check();
  for (const { part, xml, enabled } of texts) server.customXml[part] = { xml, enabled };
}
