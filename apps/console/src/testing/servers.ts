import type { HypervisorGroupDto, OwnedServerDetailDto, ServerFactsDto } from '@sky/api-client';

import { make } from './make';

const AT = '2026-11-25T12:00:00.000Z';
const ROOM = { max: 100, used: 40 };

/** A server in full, as staff see it. */
export function serverDetail(changes: Partial<OwnedServerDetailDto> = {}): OwnedServerDetailDto {
  return {
    ...make.server(),
    ...{ hostname: 'web-1.local', failureReason: null, notes: '', suspendedReason: null, timeline: [] },
    live: { state: 'running', cpuPercent: 3, memoryUsedMb: 900, observedAt: AT, stale: false },
    charges: { hours: 12, total: '0.16', currency: 'USD' },
    ...changes,
  };
}

/** What only staff see of it. */
export function serverFacts(changes: Partial<ServerFactsDto> = {}): ServerFactsDto {
  return {
    ...{ hypervisor: 'fra-1', guestSystem: 'Debian GNU/Linux 13', upstreamUuid: 'c0ffee', step: 'done', attempts: 0 },
    ...{ lastError: null, missingSince: null, suspension: null, debtHold: null, isCharged: true, isChargePaused: false },
    interfaces: [
      { name: 'eth0', mac: '52:54:00:00:00:01', isPrimary: true, addresses: ['203.0.113.24'], firewallEnabled: false },
    ],
    disks: [{ id: 1, drive: 'a', capacityGb: 80, isPrimary: true }],
    upstream: {
      ...{ cpuCores: 2, memoryMb: 4_096, storageGb: 80, trafficGb: 0, throttlePercent: 0, isProtected: false },
      ...{ backupPlan: null, pendingTasks: [], readAt: AT },
    },
    ...changes,
  };
}

/** A location with one machine. */
export function hypervisorGroup(changes: Partial<HypervisorGroupDto> = {}): HypervisorGroupDto {
  const rooms = { servers: { max: null, used: 12 }, memoryMb: ROOM, cpuCores: ROOM, storageGb: ROOM };
  return {
    ...{ id: 1, name: 'Frankfurt', isEnabled: true, rooms, freeIpv4: 20, ourServers: 12, mirroredAt: AT },
    hypervisors: [{ id: 6, name: 'fra-1', acceptsServers: true, rooms }],
    growth: { days: 30, servers: 3, memoryMb: 6_144, cpuCores: 6, storageGb: -80 },
    fullness: { days: 12, because: 'memoryMb' },
    ...changes,
  };
}
