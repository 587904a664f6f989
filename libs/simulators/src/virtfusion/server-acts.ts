import { CHOICES } from './choices';
import { locked } from './replies';
import type { ServerRow } from './server-model';
import { enqueue, requireIdle } from './work';
import type { World } from './world';

const MINUTE_MS = 60_000;

/** Suspends a server at once and powers it off behind; one that is suspended stays so. */
export function suspendServer(world: World, server: ServerRow): void {
  requireIdle(world, server);
  if (server.suspended) return;
  server.suspended = true;
  server.updated = world.now();
  if (server.built !== null) enqueue(world, server, 'suspend_server');
}

/** Lifts a suspension and boots the server behind. */
export function unsuspendServer(world: World, server: ServerRow): void {
  requireIdle(world, server);
  if (!server.suspended) return;
  server.suspended = false;
  server.updated = world.now();
  if (server.built !== null) enqueue(world, server, 'unsuspend_server');
}

/** Deletes a server, now or after some minutes; until then it can be read and used. */
export function removeServer(world: World, server: ServerRow, delayMinutes: number): void {
  if (server.doNotDisturb) throw locked(CHOICES.doNotDisturbMessage);
  requireIdle(world, server);
  server.deleteAt = world.now() + delayMinutes * MINUTE_MS;
  server.updated = world.now();
  if (delayMinutes > 0) return;
  server.isDeleting = true;
  enqueue(world, server, 'delete_server');
}
