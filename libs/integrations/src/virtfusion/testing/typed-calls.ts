import type { VirtFusion } from '../virtfusion';

/** One method of the port with what it sends, and whether its answer is read. */
export interface TypedCall {
  readonly name: string;
  readonly sends: string;
  readonly reads: boolean;
  readonly call: (virtfusion: VirtFusion) => Promise<unknown>;
}

const SERVER = '/api/v1/servers/69';
const ORDER = { packageId: 1, userId: 2, hypervisorGroupId: 3 };

function typed(name: string, sends: string, answer: 'read' | 'unread', call: TypedCall['call']): TypedCall {
  return { name, sends, reads: answer === 'read', call };
}

/** Every method of the port that sends something, besides those that take a missing user for an answer. */
export const TYPED_CALLS: readonly TypedCall[] = [
  typed('connect', 'GET /api/v1/connect', 'read', vf => vf.connect()),
  typed('packages', 'GET /api/v1/packages', 'read', vf => vf.packages()),
  typed('package', 'GET /api/v1/packages/3', 'read', vf => vf.package(3)),
  typed('templatesForPackage', 'GET /api/v1/media/templates/fromServerPackageSpec/3', 'read', vf => vf.templatesForPackage(3)),
  typed('templatesForServer', `GET ${SERVER}/templates`, 'read', vf => vf.templatesForServer(69)),
  typed('hypervisorGroups', 'GET /api/v1/compute/hypervisors/groups?results=200&page=1', 'read', vf => vf.hypervisorGroups()),
  typed('groupResources', 'GET /api/v1/compute/hypervisors/groups/2/resources?results=200&page=1', 'read', vf =>
    vf.groupResources(2),
  ),
  typed('hypervisors', 'GET /api/v1/compute/hypervisors?results=200&page=1', 'read', vf => vf.infrastructure.hypervisors()),
  typed('ipBlocks', 'GET /api/v1/connectivity/ipblocks?results=200&page=1', 'read', vf => vf.infrastructure.ipBlocks()),
  typed('createUser', 'POST /api/v1/users', 'read', vf =>
    vf.createUser({ name: 'A', email: 'a@example.com', extRelationId: 17 }),
  ),
  typed('updateUser', 'PUT /api/v1/users/17/byExtRelation', 'unread', vf => vf.updateUser(17, { name: 'B' })),
  typed('resetUserPassword', 'POST /api/v1/users/17/byExtRelation/resetPassword', 'read', vf => vf.resetUserPassword(17)),
  typed('signUserIn', 'POST /api/v1/users/17/authenticationTokens', 'read', vf => vf.signUserIn(17)),
  typed('signUserInToServer', 'POST /api/v1/users/17/serverAuthenticationTokens/69', 'read', vf => vf.signUserInToServer(17, 69)),
  typed('serversOfUser', 'GET /api/v1/servers/user/2', 'read', vf => vf.serversOfUser(2)),
  typed('listServers', 'GET /api/v1/servers?results=20&page=1', 'read', vf => vf.listServers(1, 20)),
  typed('server', `GET ${SERVER}`, 'read', vf => vf.server(69)),
  typed('createServer', 'POST /api/v1/servers', 'read', vf => vf.createServer(ORDER)),
  typed('tryOrder', 'POST /api/v1/servers?dryRun=true', 'unread', vf => vf.tryOrder(ORDER)),
  typed('buildServer', `POST ${SERVER}/build`, 'read', vf => vf.buildServer(69, { operatingSystemId: 1 })),
  typed('queueItem', 'GET /api/v1/queue/5', 'read', vf => vf.queueItem(5)),
  typed('suspend', `POST ${SERVER}/suspend`, 'unread', vf => vf.suspend(69)),
  typed('unsuspend', `POST ${SERVER}/unsuspend`, 'unread', vf => vf.unsuspend(69)),
  typed('deleteServer', `DELETE ${SERVER}?delay=0`, 'unread', vf => vf.deleteServer(69)),
  typed('resetServerPassword', `POST ${SERVER}/resetPassword`, 'read', vf => vf.resetServerPassword(69, 'root')),
  typed('vnc', `GET ${SERVER}/vnc`, 'read', vf => vf.vnc(69)),
  typed('setVnc', `POST ${SERVER}/vnc`, 'read', vf => vf.setVnc(69, true)),
  typed('addSshKey', 'POST /api/v1/ssh_keys', 'read', vf => vf.addSshKey({ userId: 2, name: 'k', publicKey: 'ssh-ed25519 A' })),
  typed('sshKeysOfUser', 'GET /api/v1/ssh_keys/user/2', 'read', vf => vf.sshKeysOfUser(2)),
  typed('deleteSshKey', 'DELETE /api/v1/ssh_keys/8', 'unread', vf => vf.deleteSshKey(8)),
  typed('traffic', `GET ${SERVER}/traffic`, 'read', vf => vf.traffic(69)),
  typed('addCredit', 'POST /api/v1/selfService/credit/byUserExtRelationId/17', 'read', vf => vf.addCredit(17, { tokens: '1' })),
  typed('removeCredit', 'DELETE /api/v1/selfService/credit/4', 'unread', vf => vf.removeCredit(4)),
  typed('hourlyStats', 'GET /api/v1/selfService/hourlyStats/byUserExtRelationId/17', 'read', vf => vf.hourlyStats(17)),

  typed('rename', `PUT ${SERVER}/modify/name`, 'unread', vf => vf.changes.rename(69, 'web-2')),
  typed('setMemory', `PUT ${SERVER}/modify/memory`, 'unread', vf => vf.changes.setMemory(69, 2048)),
  typed('setCores', `PUT ${SERVER}/modify/cpuCores`, 'unread', vf => vf.changes.setCores(69, 4)),
  typed('setTraffic', `PUT ${SERVER}/modify/traffic`, 'unread', vf => vf.changes.setTraffic(69, 0)),
  typed('throttle', `PUT ${SERVER}/modify/cpuThrottle`, 'unread', vf => vf.changes.throttle(69, 50)),
  typed('changeOwner', `PUT ${SERVER}/owner/3`, 'unread', vf => vf.changes.changeOwner(69, 3)),
  typed('setBackupPlan', `PUT ${SERVER}/backups/plan/0`, 'unread', vf => vf.changes.setBackupPlan(69, null)),
  typed('setBackupAccess', `PUT ${SERVER}/backupManager/access`, 'unread', vf => vf.changes.setBackupAccess(69, 'full')),
  typed('backups', 'GET /api/v1/backups/server/69', 'read', vf => vf.changes.backups(69)),
  typed('changePackage', `PUT ${SERVER}/package/2`, 'unread', vf => vf.changes.changePackage(69, 2)),

  typed('addIpv4', `POST ${SERVER}/ipv4Qty`, 'read', vf => vf.network.addIpv4(69, 'primary', 2)),
  typed('removeIpv4', `DELETE ${SERVER}/ipv4`, 'unread', vf => vf.network.removeIpv4(69, 'primary', ['192.0.2.9'])),
  typed('allow', `POST ${SERVER}/networkWhitelist`, 'unread', vf => vf.network.allow(69, 'primary', '192.0.2.9', 32)),
  typed('disallow', `DELETE ${SERVER}/networkWhitelist`, 'unread', vf => vf.network.disallow(69, 'primary', '192.0.2.9')),
  typed('firewall', `GET ${SERVER}/firewall/secondary`, 'read', vf => vf.network.firewall(69, 'secondary')),
  typed('switchFirewall on', `POST ${SERVER}/firewall/primary/enable`, 'unread', vf =>
    vf.network.switchFirewall(69, 'primary', true),
  ),
  typed('switchFirewall off', `POST ${SERVER}/firewall/primary/disable`, 'unread', vf =>
    vf.network.switchFirewall(69, 'primary', false),
  ),
  typed('applyRulesets', `POST ${SERVER}/firewall/primary/rules`, 'unread', vf => vf.network.applyRulesets(69, 'primary', [1])),
  typed('trafficBlocks', `GET ${SERVER}/traffic/blocks`, 'read', vf => vf.network.trafficBlocks(69)),
  typed('addTrafficBlock', `POST ${SERVER}/traffic/blocks`, 'unread', vf => vf.network.addTrafficBlock(69, 3, 500)),
  typed('removeTrafficBlock', `DELETE ${SERVER}/traffic/blocks/7`, 'unread', vf => vf.network.removeTrafficBlock(69, 7)),
  typed('setReverseName', 'PUT /api/v1/connectivity/ipv4/rdns', 'unread', vf =>
    vf.network.setReverseName('192.0.2.9', 'web1.example.net'),
  ),

  typed('currencies', 'GET /api/v1/selfService/currencies', 'read', vf => vf.selfService.currencies()),
  typed('usage', 'GET /api/v1/selfService/usage/byUserExtRelationId/17', 'read', vf => vf.selfService.usage(17)),
  typed('report', 'GET /api/v1/selfService/report/byUserExtRelationId/17?period=1', 'read', vf => vf.selfService.report(17, 1)),
  typed('createPack', 'POST /api/v1/selfService/resourcePack/byUserExtRelationId/17', 'read', vf =>
    vf.selfService.createPack(17, 9),
  ),
  typed('pack', 'GET /api/v1/selfService/resourcePack/18', 'read', vf => vf.selfService.pack(18)),
  typed('switchPack', 'PUT /api/v1/selfService/resourcePack/18', 'unread', vf => vf.selfService.switchPack(18, false)),
  typed('deletePack', 'DELETE /api/v1/selfService/resourcePack/18', 'unread', vf => vf.selfService.deletePack(18)),
  typed('suspendPackServers', 'POST /api/v1/selfService/resourcePackServers/18/suspend', 'unread', vf =>
    vf.selfService.suspendPackServers(18),
  ),
  typed('unsuspendPackServers', 'POST /api/v1/selfService/resourcePackServers/18/unsuspend', 'unread', vf =>
    vf.selfService.unsuspendPackServers(18),
  ),
  typed('deletePackServers', 'DELETE /api/v1/selfService/resourcePackServers/18?delay=30', 'unread', vf =>
    vf.selfService.deletePackServers(18, { delayMinutes: 30 }),
  ),
];
