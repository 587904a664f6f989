import type { SshKeyRow, UserRow } from './model';
import { microTime, modelTime } from './timestamps';

/** A user as the user endpoints show it. */
export function userView(user: UserRow): Record<string, unknown> {
  const { id, admin, extRelationId, selfService, name, email, timezone, suspended } = user;
  const { selfServiceHourlyGroupProfiles, selfServiceResourceGroupProfiles, selfServiceHourlyResourcePack } = user;
  return {
    ...{ id, admin, extRelationId, selfService },
    ...{ selfServiceHourlyGroupProfiles, selfServiceResourceGroupProfiles, selfServiceHourlyResourcePack },
    ...{ name, email, timezone, suspended, twoFactorAuth: false },
    ...{ created: microTime(user.created), updated: microTime(user.updated) },
  };
}

/** A server's owner, as the server object carries it. */
export function ownerView(user: UserRow): Record<string, unknown> {
  const { id, admin, extRelationId, name, email, timezone, suspended } = user;
  return {
    ...{ id, admin, extRelationId, name, email, timezone, suspended, twoFactorAuth: false },
    ...{ created: modelTime(user.created), updated: modelTime(user.updated) },
  };
}

export function sshKeyView({ id, name, publicKey, created }: SshKeyRow): Record<string, unknown> {
  return { id, name, publicKey, type: 'OpenSSH', enabled: true, created: microTime(created), updated: microTime(created) };
}

/** A key inside a server object, where its field is called `public`. */
export function serverSshKeyView({ id, userId, name, publicKey, created }: SshKeyRow): Record<string, unknown> {
  return { id, ownerId: userId, type: 'OpenSSH', name, public: publicKey, enabled: true, created: modelTime(created) };
}
