import type { ServerRow } from './server-model';
import type { World } from './world';

/** Where a server's console is: on its hypervisor, or where the sandbox listens for it. */
export function consoleAddress(world: World, server: ServerRow): { ip: string | null; port: number } {
  if (world.consoleIp !== null) return { ip: world.consoleIp, port: server.vnc.consolePort ?? server.vnc.port };
  return { ip: world.hypervisors.get(server.hypervisorId)?.ip ?? null, port: server.vnc.port };
}
