import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { Fields } from './fields';
import type { SshKeyRow } from './model';
import { created, data, empty, invalid, notFound } from './replies';
import { microTime } from './timestamps';
import { sshKeyView } from './user-view';
import type { World } from './world';

const KEY_FORMS =
  /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,3}( .*)?$/;

/** SSH keys of users. */
export function serveSshKeys(routes: Routes, world: World): void {
  routes.on('POST', '/ssh_keys', call => {
    const fields = Fields.of(call);
    const userId = fields.requiredInteger('userId', { least: 1 });
    const name = fields.requiredText('name');
    const publicKey = fields.requiredText('publicKey', 10_000).trim();
    fields.check();
    if (!world.users.get(userId)) throw invalid('The selected user id is invalid.');
    if (!KEY_FORMS.test(publicKey)) throw invalid('The public key is not a valid OpenSSH key.');
    const key = world.sshKeys.insert({ userId, name, publicKey, created: world.now() });
    return created({ id: key.id, name, type: 'OpenSSH', createdAt: microTime(key.created) });
  });
  routes.on('GET', '/ssh_keys/user/:userId', call => {
    const user = world.users.get(idOf(call, 'userId'));
    if (!user) throw notFound('user');
    return data(world.sshKeys.where(key => key.userId === user.id).map(sshKeyView));
  });
  routes.on('GET', '/ssh_keys/:keyId', call => data(sshKeyView(keyOf(world, call))));
  routes.on('DELETE', '/ssh_keys/:keyId', call => {
    const key = keyOf(world, call);
    world.sshKeys.delete(key.id);
    for (const server of world.servers.all()) server.sshKeyIds = server.sshKeyIds.filter(id => id !== key.id);
    return empty(204);
  });
}

function keyOf(world: World, call: Call): SshKeyRow {
  const key = world.sshKeys.get(idOf(call, 'keyId'));
  if (!key) throw notFound('ssh key');
  return key;
}
