import { z } from 'zod';

import { knownWord, phpObject, tolerant } from './canary/tolerant';
import { architecture, flag, optionalFlag, optionalText, time } from './fields';
import { addressesOf, interfacesReply } from './network-replies';
import { remoteStateReply } from './remote-state';
import {
  backupPlanReply,
  disksReply,
  sshKeysReply,
  tasksReply,
  throttleReply,
  trafficPeriodReply,
  vncStateReply,
} from './server-parts-replies';
import { type BuiltServer, SERVER_STATES, type ServerRow, type VirtFusionServer, type VirtFusionServerBasics } from './server';

const state = knownWord('state', SERVER_STATES, 'unknown');

const resources = z.object({ memory: z.int(), storage: z.int(), traffic: z.int(), cpuCores: z.int() });

const basics = z.object({
  id: z.int(),
  uuid: z.string(),
  name: z.string().nullable(),
  hostname: optionalText,
  ownerId: z.int(),
  hypervisorId: z.int(),
  state,
  suspended: flag,
  protected: optionalFlag,
  buildFailed: optionalFlag,
  network: interfacesReply,
});

function basicsOf(server: z.output<typeof basics>, size: z.output<typeof resources>): VirtFusionServerBasics {
  return {
    id: server.id,
    uuid: server.uuid,
    name: server.name ?? '',
    hostname: server.hostname,
    ownerId: server.ownerId,
    hypervisorId: server.hypervisorId,
    state: server.state,
    suspended: server.suspended,
    protected: server.protected,
    buildFailed: server.buildFailed,
    cpuCores: size.cpuCores,
    memoryMb: size.memory,
    storageGb: size.storage,
    trafficGb: size.traffic,
    ...addressesOf(server.network),
  };
}

/** A server in the list of one user's servers. */
export const userServerReply = basics.extend({ resources }).transform(server => basicsOf(server, server.resources));

const fullServer = basics.extend({
  settings: z.object({ osTemplateInstallId: z.int().nullish(), resources, decryptedPassword: optionalText }),
  hypervisor: z.object({ groupId: z.int().nullish(), maintenance: optionalFlag, name: optionalText }).nullish(),
  owner: z.object({ extRelationId: z.int().nullish() }).nullish(),
  os: tolerant('os', phpObject(z.object({ templateName: optionalText })), null),
  tasks: tasksReply,
  deleteLevel: z.int().nullish(),
  built: time.nullish(),
  created: time,
  updated: time,
  arch: architecture,
  storage: disksReply,
  vnc: vncStateReply,
  cpu: throttleReply,
  backupPlan: backupPlanReply,
  traffic: trafficPeriodReply,
  sshKeys: sshKeysReply,
  remoteState: remoteStateReply,
});

function serverOf(server: z.output<typeof fullServer>): VirtFusionServer {
  return {
    ...basicsOf(server, server.settings.resources),
    ownerExtRelationId: server.owner?.extRelationId ?? null,
    hypervisorGroupId: server.hypervisor?.groupId ?? null,
    hypervisorInMaintenance: server.hypervisor?.maintenance ?? false,
    templateId: server.settings.osTemplateInstallId || null,
    operatingSystem: server.os?.templateName ?? null,
    ...server.tasks,
    deleteLevel: server.deleteLevel ?? 0,
    builtAt: server.built ?? null,
    createdAt: server.created,
    updatedAt: server.updated,
    hypervisorName: server.hypervisor?.name ?? null,
    arch: server.arch,
    interfaces: server.network,
    disks: server.storage,
    ...server.vnc,
    throttlePercent: server.cpu,
    backupPlanName: server.backupPlan,
    trafficPeriod: server.traffic,
    sshKeys: server.sshKeys,
    remote: server.remoteState,
  };
}

/** A server in full. */
export const serverReply = fullServer.transform(serverOf);

/** The answer to a build: the server, and beside it the password that is never told again. */
export const builtServerReply = fullServer.transform((server): BuiltServer => ({
  server: serverOf(server),
  rootPassword: server.settings.decryptedPassword,
}));

/** A row of the simple list of all servers. */
export const serverRowReply = z
  .object({
    id: z.int(),
    uuid: z.string(),
    name: z.string().nullable(),
    commissioned: z.int(),
    owner: z.int(),
    hypervisorId: z.int(),
    suspended: flag,
    protected: optionalFlag,
    created: time,
    updated: time,
  })
  .transform((row): ServerRow => ({
    id: row.id,
    uuid: row.uuid,
    name: row.name ?? '',
    ownerId: row.owner,
    hypervisorId: row.hypervisorId,
    commissionStatus: row.commissioned,
    suspended: row.suspended,
    protected: row.protected,
    createdAt: row.created,
    updatedAt: row.updated,
  }));
