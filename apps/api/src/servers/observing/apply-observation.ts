import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import type { Server, ServerState } from '../server.entity';

/** Takes over what VirtFusion says about a server. Says whether anything changed that a page shows. */
export function applyObservation(server: Server, seen: VirtFusionServer): boolean {
  const before = JSON.stringify([server.state, server.addresses, server.cpuPercent, server.memoryUsedMb]);
  server.addresses = [...seen.ipv4, ...seen.ipv6];
  server.hostname = seen.hostname;
  server.cpuPercent = seen.remote?.cpuPercent ?? null;
  server.memoryUsedMb = seen.remote?.memoryUsedMb == null ? null : Math.round(seen.remote.memoryUsedMb);
  server.observedAt = new Date();
  if (server.state !== 'deleting' && server.step === 'done') server.state = stateOf(seen);
  return before !== JSON.stringify([server.state, server.addresses, server.cpuPercent, server.memoryUsedMb]);
}

/** Not being told whether it runs is a state of its own. */
function stateOf({ suspended, remote }: VirtFusionServer): ServerState {
  if (suspended) return 'suspended';
  if (remote === null) return 'unknown';
  return remote.running ? 'running' : 'stopped';
}
