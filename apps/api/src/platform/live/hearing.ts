import type { Permission, Principal } from '../access';
import type { LiveEvent } from './live-hub';

/** Hints that pages hear, and what staff need to hear those about other people. What is not listed is between processes. */
const HINTS: Readonly<Record<string, Permission | null>> = {
  server: 'servers.read',
  balance: 'billing.read',
  payment: 'billing.read',
  user: 'users.read',
  // Somebody's own, whoever else looks.
  notification: null,
  'ssh-keys': null,
  'security-event': 'security.read',
  'audit-verified': 'audit.read',
};

/** True when the caller's pages may hear of it: it concerns them, or they are staff who may read such things of everybody. */
export function mayHear({ userId, permissions, isSuspended, credential }: Principal, event: LiveEvent): boolean {
  const needed = HINTS[event.type];
  if (needed === undefined) return false;
  if (event.userId === userId) return true;
  const isOneself = credential.kind === 'session' && credential.impersonator === null;
  return needed !== null && isOneself && !isSuspended && permissions.has(needed);
}
