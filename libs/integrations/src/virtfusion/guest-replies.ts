import { z } from 'zod';

import { phpObject, tolerant } from './canary/tolerant';
import { optionalText } from './fields';
import type { GuestFileSystem } from './server';

const counter = z.number().nullish();

/** Counters of each device; the names of the fields have dots in them. */
const devices = z.record(z.string(), z.object({ 'rd.bytes': counter, 'wr.bytes': counter }));

export const disksCountersReply = tolerant('remoteState.disk', phpObject(devices), null).transform(counted => {
  const all = Object.values(counted ?? {}).filter(device => device['rd.bytes'] != null || device['wr.bytes'] != null);
  if (all.length === 0) return null;
  return {
    readBytes: all.reduce((sum, device) => sum + (device['rd.bytes'] ?? 0), 0),
    writeBytes: all.reduce((sum, device) => sum + (device['wr.bytes'] ?? 0), 0),
  };
});

/** A file system without sizes, such as one that is not mounted for real, is left out. */
const fileSystem = z.object({ mountpoint: optionalText, 'used-bytes': counter, 'total-bytes': counter });

/** What the agent inside the guest tells; it is absent unless one runs there. */
const agent = z.object({
  fsinfo: tolerant('fsinfo', z.array(fileSystem).nullish(), null),
  osinfo: tolerant('osinfo', phpObject(z.object({ 'pretty-name': optionalText, name: optionalText })), null),
});

export const agentReply = tolerant('remoteState.agent', phpObject(agent), null).transform(told => ({
  fileSystems: (told?.fsinfo ?? []).flatMap(fileSystemOf),
  guestSystem: told?.osinfo?.['pretty-name']?.trim() || told?.osinfo?.name || null,
}));

function fileSystemOf(row: z.output<typeof fileSystem>): GuestFileSystem[] {
  const { mountpoint, 'used-bytes': usedBytes, 'total-bytes': totalBytes } = row;
  return mountpoint && usedBytes != null && totalBytes != null ? [{ mountpoint, usedBytes, totalBytes }] : [];
}
