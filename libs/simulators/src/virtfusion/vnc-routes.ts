import { randomUUID } from 'node:crypto';
import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CHOICES } from './choices';
import { Fields } from './fields';
import { data } from './replies';
import { randomWord } from './secrets';
import type { ServerRow } from './server-model';
import { consoleAddress } from './vnc-view';
import type { World } from './world';

/** The console's address and its words, which are new after each switch; connections that are open know nothing of it. */
export function serveVnc(routes: Routes, world: World): void {
  routes.on('POST', '/servers/:serverId/vnc', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fields = Fields.of(call);
    const action = fields.requiredChoice('action', ['enable', 'disable']);
    fields.check();
    const isEnabled = action === 'enable';
    server.vnc = { ...server.vnc, enabled: isEnabled, isClosed: !isEnabled, password: randomWord(8), token: randomUUID() };
    return data({ vnc: vncView(world, server), queueId: null });
  });
  routes.on('GET', '/servers/:serverId/vnc', call => data({ vnc: vncView(world, world.serverOf(idOf(call, 'serverId'))) }));
}

function vncView(world: World, server: ServerRow): Record<string, unknown> {
  const { password, token } = server.vnc;
  const { ip, port } = consoleAddress(world, server);
  const enabled = CHOICES.vncEnabledReply;
  return { ip, hostname: null, port, password, wss: { token, url: `/vnc/?token=${token}` }, enabled };
}
