import type { ServerRow } from './server-model';
import type { World } from './world';

const KB_PER_MB = 1024;
const BYTES_PER_GB = 1_000_000_000;

/** What the hypervisor says about a server at this moment; `false` when it was never built. Memory in kB, the rest in bytes. */
export function remoteState(world: World, server: ServerRow): unknown {
  if (server.built === null) return false;
  if (server.power === 'stopped') return { state: 'stopped', running: false };
  const beat = wave(world.now(), server.id);
  const actual = server.resources.memory * KB_PER_MB;
  const used = Math.round(actual * (0.25 + 0.35 * beat));
  const bytes = server.trafficBytes;
  const written = Object.values(bytes).reduce((sum, period) => sum + period.rx, 0);
  const disk = { 'rd.reqs': 42_000, 'rd.bytes': 900_000_000 + Math.round(written / 9), 'rd.times': 19_000_000_000 };
  return {
    state: 'running',
    running: true,
    cpu: Math.round((2 + 55 * beat * beat) * 10) / 10,
    memory: {
      actual,
      unused: actual - used,
      available: actual,
      usable: Math.round((actual - used) * 0.96),
      rss: Math.round(used * 1.04),
    },
    disk: {
      vda: {
        ...disk,
        'wr.reqs': 61_000,
        'wr.bytes': 1_200_000_000 + Math.round(written / 5),
        'wr.times': 27_000_000_000,
        'fl.reqs': 900,
        'fl.times': 4_000_000,
      },
    },
    agent: agentView(world, server, beat),
  };
}

function agentView(world: World, server: ServerRow, beat: number): Record<string, unknown> {
  const template = world.templates.get(server.templateId);
  const total = server.resources.storage * BYTES_PER_GB;
  const name = template?.name ?? 'Linux';
  const version = template?.version ?? '';
  const controller = { domain: 0, bus: 4, slot: 0, function: 0 };
  return {
    fsinfo: [
      {
        ...{
          name: 'vda1',
          mountpoint: '/',
          type: 'ext4',
          'used-bytes': Math.round(total * (0.08 + 0.1 * beat)),
          'total-bytes': total,
        },
        disk: [{ dev: '/dev/vda1', 'bus-type': 'virtio', 'pci-controller': controller }],
      },
    ],
    osinfo: {
      id: name.toLowerCase().replaceAll(' ', ''),
      name,
      version,
      'pretty-name': `${name} ${version}`,
      'kernel-release': '6.12.41-amd64',
    },
  };
}

/** 0 to 1, moving slowly, different for each server. */
function wave(now: number, seed: number): number {
  const minutes = now / 60_000 + seed * 37;
  return (Math.sin(minutes / 7) + Math.sin(minutes / 23) + 2) / 4;
}
