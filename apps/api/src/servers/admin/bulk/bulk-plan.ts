import { createHash } from 'node:crypto';
import { POWER_ACTIONS, type PowerAction } from '../../power/server-action.entity';
import type { ServerState } from '../../server.entity';

export const BULK_ACTIONS = [...POWER_ACTIONS, 'suspend', 'unsuspend', 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export const MOST_AT_ONCE = 200;

/** What a plan looks at. */
export interface BulkServer {
  readonly id: number;
  readonly name: string;
  readonly ownerUsername: string;
  readonly state: ServerState;
  readonly isBuilt: boolean;
  readonly isBusy: boolean;
  readonly isSuspendedByStaff: boolean;
  readonly isHeldByDebt: boolean;
}

/** One line of a plan; `skipped` says why nothing would be done. */
export interface PlannedServer {
  readonly id: number;
  readonly name: string;
  readonly ownerUsername: string;
  readonly skipped: string | null;
}

/** Says for one server why an action would do nothing, or null when it would do something. */
export function skipReason(server: BulkServer, action: BulkAction): string | null {
  if (server.state === 'deleting') return 'is being deleted';
  if (!server.isBuilt) return server.state === 'failed' ? 'could not be built' : 'is being built';
  if (action === 'delete') return null;
  if (action === 'suspend') return server.isSuspendedByStaff ? 'suspended already' : null;
  if (action === 'unsuspend') {
    if (server.isHeldByDebt) return 'a debt holds it';
    return server.isSuspendedByStaff || server.state === 'suspended' ? null : 'not suspended';
  }
  return powerSkip(server, action);
}

function powerSkip({ state, isBusy }: BulkServer, action: PowerAction): string | null {
  if (state === 'suspended') return 'suspended';
  if (isBusy) return 'busy with something else';
  if (action === 'boot' && state === 'running') return 'runs already';
  return action !== 'boot' && state === 'stopped' ? 'is off' : null;
}

/** Two plans with the same fingerprint do the same to the same servers. */
export function fingerprintOf(
  action: BulkAction,
  words: readonly (string | number | undefined)[],
  servers: readonly PlannedServer[],
): string {
  const concerned = servers.filter(({ skipped }) => skipped === null).map(({ id }) => id);
  return createHash('sha256')
    .update(JSON.stringify([action, words, concerned]))
    .digest('hex');
}
