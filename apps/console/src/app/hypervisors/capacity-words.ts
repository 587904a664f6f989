import type { CapacityResource, FullnessDto, GrowthDto, RoomDto } from '@sky/api-client';
import type { Tone } from '@sky/ui';

export const RESOURCE_WORDS: Record<CapacityResource, string> = {
  memoryMb: 'Memory',
  cpuCores: 'Cores',
  storageGb: 'Storage',
  servers: 'Servers',
};
export const RESOURCES = Object.keys(RESOURCE_WORDS) as readonly CapacityResource[];

const SOON_DAYS = 30;
const WHOLE = 100;

/** How much of something is used, in percent of its limit; null without a limit or while it is not known. */
export function percentOf({ max, used }: RoomDto): number | null {
  return max === null || used === null || max === 0 ? null : Math.round((used / max) * WHOLE);
}

/** Memory in GB, since MB are unreadable at this size; everything else as it is. */
export function amountOf(resource: CapacityResource, amount: number): string {
  const MB_PER_GB = 1024;
  if (resource === 'memoryMb') return `${Math.round(amount / MB_PER_GB).toLocaleString('en')} GB`;
  return resource === 'storageGb' ? `${amount.toLocaleString('en')} GB` : amount.toLocaleString('en');
}

/** `120 of 256 GB`, `12, without a limit`. */
export function roomInWords(resource: CapacityResource, { max, used }: RoomDto): string {
  if (used === null) return 'Not told yet';
  return max === null ? `${amountOf(resource, used)}, no limit` : `${amountOf(resource, used)} of ${amountOf(resource, max)}`;
}

/** When a location is full. */
export function fullnessInWords(fullness: FullnessDto | null): { readonly words: string; readonly tone: Tone } {
  if (fullness === null) return { words: 'Not filling up', tone: 'neutral' };
  const what = RESOURCE_WORDS[fullness.because].toLowerCase();
  if (fullness.days === 0) return { words: `Full: ${what}`, tone: 'error' };
  const days = `${fullness.days.toLocaleString('en')} ${fullness.days === 1 ? 'day' : 'days'}`;
  return { words: `Full in ${days}: ${what}`, tone: fullness.days <= SOON_DAYS ? 'warning' : 'neutral' };
}

/** `+3 servers, +6 GB of memory in 30 days`; what stood still is left out. */
export function growthInWords({ days, servers, memoryMb }: GrowthDto): string {
  const parts = [
    servers === 0 ? '' : `${signed('servers', servers)} ${Math.abs(servers) === 1 ? 'server' : 'servers'}`,
    memoryMb === 0 ? '' : `${signed('memoryMb', memoryMb)} of memory`,
  ].filter(Boolean);
  return parts.length === 0 ? `Unchanged for ${days} days` : `${parts.join(', ')} in ${days} days`;
}

function signed(resource: CapacityResource, amount: number): string {
  return `${amount < 0 ? '−' : '+'}${amountOf(resource, Math.abs(amount))}`;
}
