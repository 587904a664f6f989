import { randomUUID } from 'node:crypto';
import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { Fields } from './fields';
import { data } from './replies';
import { randomWord } from './secrets';
import type { ServerRow } from './server-model';
import type { World } from './world';

/** The console's address and one-time words. `enabled` stays false whatever is sent, as on VirtFusion 7.0. */
export function serveVnc(routes: Routes, world: World): void {
  routes.on('POST', '/servers/:serverId/vnc', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fields = Fields.of(call);
    const action = fields.requiredChoice('action', ['enable', 'disable']);
    fields.check();
    server.vnc = { ...server.vnc, enabled: action === 'enable', password: randomWord(8), token: randomUUID() };
    return data({ vnc: vncView(world, server), queueId: null });
  });
  routes.on('GET', '/servers/:serverId/vnc', call => data({ vnc: vncView(world, world.serverOf(idOf(call, 'serverId'))) }));
}

function vncView(world: World, server: ServerRow): Record<string, unknown> {
  const { port, password, token } = server.vnc;
  const ip = world.hypervisors.get(server.hypervisorId)?.ip ?? null;
  return { ip, hostname: null, port, password, wss: { token, url: `/vnc/?token=${token}` }, enabled: false };
}
