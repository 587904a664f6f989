/** What a package needs of a hypervisor. */
export interface Demand {
  readonly memoryMb: number;
  readonly cpuCores: number;
  readonly storageGb: number;
  /** VirtFusion's code of the kind of storage; 0 is the hypervisor's own disk. */
  readonly storageType: number;
}

/** What a hypervisor has left; null means no limit, or not told. */
export interface Room {
  readonly acceptsServers: boolean;
  readonly freeMemoryMb: number | null;
  readonly freeCpuCores: number | null;
  readonly freeServers: number | null;
  readonly freeIpv4: number | null;
  readonly storage: readonly { readonly type: number; readonly freeGb: number | null }[];
}

/** Whether a server of this size can be placed. Not known counts as room: VirtFusion's dry run decides before money moves. */
export function hasRoom(room: Room, demand: Demand): boolean {
  return (
    room.acceptsServers &&
    isEnough(room.freeMemoryMb, demand.memoryMb) &&
    isEnough(room.freeCpuCores, demand.cpuCores) &&
    isEnough(room.freeServers, 1) &&
    isEnough(room.freeIpv4, 1) &&
    hasStorage(room, demand)
  );
}

function isEnough(free: number | null, needed: number): boolean {
  return free === null || free >= needed;
}

function hasStorage({ storage }: Room, { storageGb, storageType }: Demand): boolean {
  const pools = storage.filter(pool => pool.type === storageType);
  return storage.length === 0 || pools.some(pool => isEnough(pool.freeGb, storageGb));
}
