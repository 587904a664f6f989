import type { Principal } from '@api/platform';

/**
 * True for whoever may change accounts of staff: people who may change roles, themselves. A key may not, whatever its owner may:
 * it could give its owner's account another address, and come back with a session.
 */
export function mayChangeStaff({ permissions, credential }: Principal): boolean {
  return credential.kind === 'session' && permissions.has('roles.write');
}
