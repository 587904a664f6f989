import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CHOICES } from './choices';
import { Fields } from './fields';
import { data, invalid, locked, unavailable } from './replies';
import { randomWord } from './secrets';
import type { ServerRow } from './server-model';
import { enqueue, requireIdle } from './work';
import type { World } from './world';

const POWER_ACTIONS = ['boot', 'shutdown', 'restart', 'poweroff'] as const;

/** Power and the root password: work on a running machine, followed through the queue. */
export function servePower(routes: Routes, world: World): void {
  for (const action of POWER_ACTIONS) {
    routes.on('POST', `/servers/:serverId/power/${action}`, call => {
      const server = world.serverOf(idOf(call, 'serverId'));
      requireReady(world, server);
      return data({ queueId: enqueue(world, server, `${action}_server`).id });
    });
  }
  routes.on('POST', '/servers/:serverId/resetPassword', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fields = Fields.of(call);
    fields.requiredChoice('user', ['root', 'Administrator']);
    fields.boolean('sendMail', true);
    fields.check();
    requireReady(world, server);
    const expectedPassword = randomWord(20);
    server.rootPassword = expectedPassword;
    return data({ queueId: enqueue(world, server, 'reset_password').id, expectedPassword });
  });
}

function requireReady(world: World, server: ServerRow): void {
  if (world.hypervisors.get(server.hypervisorId)?.maintenance) throw unavailable(CHOICES.maintenanceMessage);
  requireIdle(world, server);
  if (server.suspended) throw locked(CHOICES.suspendedMessage);
  if (server.built === null) throw invalid('The server has not been built');
}
