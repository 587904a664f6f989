import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CHOICES } from './choices';
import { Fields } from './fields';
import { templatesFor } from './media-routes';
import { data, invalid, locked } from './replies';
import { randomWord } from './secrets';
import type { ServerRow } from './server-model';
import { builtView } from './server-view';
import { enqueue, requireIdle } from './work';
import type { World } from './world';

const SWAP_SIZES = [256, 512, 768, 1, 1.5, 2, 3, 4, 5, 6, 8];
const HOSTNAME_FORM =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** Building a server, the first time or again. */
export function serveBuild(routes: Routes, world: World): void {
  routes.on('POST', '/servers/:serverId/build', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const wish = wishOf(world, server, call);
    if (server.suspended) throw locked(CHOICES.suspendedMessage);
    requireIdle(world, server);
    Object.assign(server, wish, { state: 'queued', power: 'stopped', rootPassword: randomWord(20), updated: world.now() });
    enqueue(world, server, 'build_server');
    return data(builtView(world, server));
  });
}

type Wish = Pick<ServerRow, 'templateId' | 'name' | 'hostname' | 'sshKeyIds' | 'wantsIpv6' | 'timezone'>;

function wishOf(world: World, server: ServerRow, call: Call): Wish {
  const fields = Fields.of(call);
  const templateId = fields.requiredInteger('operatingSystemId', { least: 1 });
  const name = fields.text('name', 63) ?? server.name;
  const hostname = fields.text('hostname') ?? server.hostname;
  const sshKeyIds = fields.integers('sshKeys') ?? [];
  const wantsIpv6 = fields.boolean('ipv6', false);
  const timezone = fields.text('timezone') ?? server.timezone;
  fields.boolean('vnc', false);
  fields.boolean('email', false);
  if (fields.has('swap') && !SWAP_SIZES.includes(fields.requiredNumber('swap'))) fields.complain('The selected swap is invalid.');
  if (hostname !== null && !HOSTNAME_FORM.test(hostname)) fields.complain('The hostname format is invalid.');
  fields.check();
  if (!templatesFor(world, server.resources.storage).some(template => template.id === templateId)) {
    throw invalid('The operating system is not available to the server');
  }
  if (sshKeyIds.some(id => world.sshKeys.get(id)?.userId !== server.ownerId)) throw invalid('The selected ssh keys are invalid.');
  return { templateId, name, hostname, sshKeyIds, wantsIpv6, timezone };
}
