import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import type { Server, ServerState } from '../server.entity';

/** Takes over what VirtFusion says about a server. Says whether anything changed that a page shows. */
export function applyObservation(server: Server, seen: VirtFusionServer): boolean {
  const before = shown(server);
  const { remote } = seen;
  Object.assign(server, {
    addresses: [...seen.ipv4, ...seen.ipv6],
    hostname: seen.hostname,
    cpuPercent: remote?.cpuPercent ?? null,
    memoryUsedMb: remote?.memoryUsedMb == null ? null : Math.round(remote.memoryUsedMb),
    interfaces: seen.interfaces,
    disks: seen.disks,
    hypervisorName: seen.hypervisorName,
    vncPort: seen.vncPort,
    guestSystem: remote?.guestSystem ?? server.guestSystem,
    upstreamUpdatedAt: seen.updatedAt,
    observedAt: new Date(),
  } satisfies Partial<Server>);
  found(server);
  if (server.state !== 'deleting' && server.step === 'done') server.state = stateOf(seen);
  return before !== shown(server);
}

/** A server that was missing and is there again has nothing to explain any more. */
function found(server: Server): void {
  if (server.missingSince === null) return;
  server.missingSince = null;
  server.failureReason = null;
}

function shown({ state, addresses, cpuPercent, memoryUsedMb, interfaces, disks }: Server): string {
  return JSON.stringify([state, addresses, cpuPercent, memoryUsedMb, interfaces, disks]);
}

/** Not being told whether it runs is a state of its own, and so is being built once more. */
function stateOf({ suspended, remote, state }: VirtFusionServer): ServerState {
  if (suspended) return 'suspended';
  if (state === 'queued' || state === 'building') return 'building';
  if (remote === null) return 'unknown';
  return remote.running ? 'running' : 'stopped';
}
