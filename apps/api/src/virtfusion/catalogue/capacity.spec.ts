import { type Demand, hasRoom, type Room } from './capacity';

const demand: Demand = { memoryMb: 2048, cpuCores: 1, storageGb: 40, storageType: 0 };
const room: Room = {
  acceptsServers: true,
  freeMemoryMb: 2048,
  freeCpuCores: 1,
  freeServers: null,
  freeIpv4: 1,
  storage: [{ type: 0, freeGb: 40 }],
};

describe(hasRoom, () => {
  it('accepts what fits exactly', () => expect(hasRoom(room, demand)).toBe(true));

  it.each<[string, Partial<Room>]>([
    ['closed to new servers', { acceptsServers: false }],
    ['a megabyte short', { freeMemoryMb: 2047 }],
    ['without a core', { freeCpuCores: 0 }],
    ['at its number of servers', { freeServers: 0 }],
    ['without addresses', { freeIpv4: 0 }],
    ['a gigabyte short', { storage: [{ type: 0, freeGb: 39 }] }],
    ['without this kind of storage', { storage: [{ type: 2, freeGb: 4000 }] }],
  ])('refuses a hypervisor that is %s', (_, lack) => expect(hasRoom({ ...room, ...lack }, demand)).toBe(false));

  it('takes what is not told for room', () => {
    expect(hasRoom({ ...room, freeMemoryMb: null, freeIpv4: null, storage: [] }, demand)).toBe(true);
  });
});
