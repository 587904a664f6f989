import type { HypervisorRow } from './model';
import { invalid } from './replies';
import type { World } from './world';

/** What a server takes of a hypervisor. Memory MB, storage GB. */
export interface Demand {
  readonly memory: number;
  readonly cpuCores: number;
  readonly storage: number;
}

/** What the servers of a hypervisor take together. */
export interface Allocated extends Demand {
  readonly servers: number;
}

export function allocatedOn(world: World, hypervisorId: number): Allocated {
  let [servers, memory, cpuCores, storage] = [0, 0, 0, 0];
  for (const server of world.servers.all()) {
    if (server.hypervisorId !== hypervisorId) continue;
    servers += 1;
    memory += server.resources.memory;
    cpuCores += server.resources.cpuCores;
    storage += server.disks.reduce((sum, disk) => sum + disk.capacity, 0);
  }
  return { servers, memory, cpuCores, storage };
}

/** Whether a hypervisor takes new servers at all. */
export function accepts(hypervisor: HypervisorRow): boolean {
  return hypervisor.enabled && !hypervisor.maintenance;
}

/** The hypervisor of a group with the most free memory among those that have room; refuses when there is none. */
export function placeServer(world: World, groupId: number, demand: Demand): HypervisorRow {
  const group = world.groups.get(groupId);
  if (!group?.enabled) throw invalid('The hypervisor group does not exist or is disabled');
  const ranked = world.hypervisors
    .where(hypervisor => hypervisor.groupId === groupId && accepts(hypervisor))
    .filter(hypervisor => hasRoom(world, hypervisor, demand))
    .sort((one, other) => freeMemory(world, other) - freeMemory(world, one));
  const best = ranked[0];
  if (!best) throw invalid('No hypervisor in the group has enough free resources for the server');
  return best;
}

/** Whether so much more fits on a hypervisor; a limit of 0 is none. */
export function hasRoom(world: World, hypervisor: HypervisorRow, demand: Demand, moreServers = 1): boolean {
  const used = allocatedOn(world, hypervisor.id);
  return (
    fits(hypervisor.maxServers, used.servers + moreServers) &&
    fits(hypervisor.maxMemory, used.memory + demand.memory) &&
    fits(hypervisor.maxCpu, used.cpuCores + demand.cpuCores) &&
    fits(hypervisor.maxStorage, used.storage + demand.storage)
  );
}

function freeMemory(world: World, hypervisor: HypervisorRow): number {
  return hypervisor.maxMemory === 0 ? Number.MAX_VALUE : hypervisor.maxMemory - allocatedOn(world, hypervisor.id).memory;
}

function fits(most: number, wanted: number): boolean {
  return most === 0 || wanted <= most;
}
