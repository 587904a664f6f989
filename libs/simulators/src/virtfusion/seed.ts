import type { HypervisorRow, PackageRow, TemplateRow } from './model';
import { ipv4Number } from './addresses';
import { createServer } from './create-server';
import type { World } from './world';

/** Name, memory MB, storage GB, traffic GB, cores, speed kB/s, tokens a month. */
const PACKAGES: readonly (readonly [string, number, number, number, number, number, number])[] = [
  ['S1', 2048, 40, 2000, 1, 125_000, 500],
  ['S2', 4096, 80, 4000, 2, 125_000, 900],
  ['M1', 8192, 160, 6000, 4, 250_000, 1_700],
  ['M2', 12_288, 240, 8000, 6, 250_000, 2_500],
  ['L1', 16_384, 320, 10_000, 8, 250_000, 3_300],
];

/** Group, name, version, variant, end of life, type, least storage GB. */
const TEMPLATES: readonly (readonly [number, string, string, string, string, TemplateRow['type'], number])[] = [
  [1, 'Debian', '12 (Bookworm)', 'Minimal', '2028-06-30 00:00:00', 'linux', 5],
  [1, 'Debian', '13 (Trixie)', 'Minimal', '2030-06-30 00:00:00', 'linux', 5],
  [2, 'Ubuntu', '24.04 LTS (Noble)', 'Minimal', '2029-05-31 00:00:00', 'linux', 8],
  [2, 'Ubuntu', '26.04 LTS (Resolute)', 'Minimal', '2031-05-31 00:00:00', 'linux', 8],
  [2, 'Ubuntu', '22.04 LTS (Jammy)', 'Minimal', '2027-06-01 00:00:00', 'linux', 8],
  [3, 'AlmaLinux', '9', 'Minimal', '2032-05-31 00:00:00', 'linux', 10],
  [3, 'AlmaLinux', '10', 'Minimal', '2035-05-31 00:00:00', 'linux', 10],
  [4, 'Rocky Linux', '9', 'Minimal', '2032-05-31 00:00:00', 'linux', 10],
  [4, 'Rocky Linux', '10', 'Minimal', '2035-05-31 00:00:00', 'linux', 10],
  [5, 'FreeBSD', '14.3', 'UFS', '2028-11-30 00:00:00', 'unix', 10],
  [6, 'CentOS', '7', 'Minimal', '2024-06-30 00:00:00', 'linux', 10],
  [0, 'Debian', '12 (Docker ready)', 'Docker', '2028-06-30 00:00:00', 'linux', 20],
];

const TEMPLATE_GROUPS: readonly (readonly [number, string, string])[] = [
  [1, 'Debian', 'debian_logo.png'],
  [2, 'Ubuntu', 'ubuntu_logo.png'],
  [3, 'AlmaLinux', 'almalinux_logo.png'],
  [4, 'Rocky Linux', 'rocky_linux_logo.png'],
  [5, 'FreeBSD', 'freebsd_logo.png'],
  [6, 'CentOS', 'centos_logo.png'],
  [0, 'Other', 'linux_logo.png'],
];

/** Group, name, address, cores, memory MB, storage GB. */
const HYPERVISORS: readonly (readonly [number, string, string, number, number, number])[] = [
  [1, 'fra-hv1', '10.10.1.11', 96, 262_144, 8_000],
  [1, 'fra-hv2', '10.10.1.12', 96, 262_144, 8_000],
  [2, 'hel-hv1', '10.10.2.11', 96, 262_144, 8_000],
  [2, 'hel-hv2', '10.10.2.12', 64, 131_072, 4_000],
  [3, 'ash-hv1', '10.10.3.11', 8, 15_360, 330],
];

/** TEST-NET block, group, IPv6 prefix. */
const NETWORKS: readonly (readonly [string, string, number, string])[] = [
  ['Frankfurt', '192.0.2', 1, '2001:db8:1'],
  ['Helsinki', '198.51.100', 2, '2001:db8:2'],
  ['Ashburn', '203.0.113', 3, '2001:db8:3'],
];

/** Fills an empty panel with a believable hosting company: plans, three places (the last nearly full), systems, addresses. */
export function seedHostingCompany(world: World): void {
  const since = world.now() - 400 * 86_400_000;
  PACKAGES.forEach((plan, index) => world.packages.put(packageRow(index + 1, plan, since)));
  for (const [id, name, icon] of [
    [1, 'Frankfurt', 'de'],
    [2, 'Helsinki', 'fi'],
    [3, 'Ashburn', 'us'],
  ] as const) {
    world.groups.put({
      id,
      name,
      description: `Servers in ${name}`,
      icon,
      distributionType: 5,
      enabled: true,
      isDefault: id === 1,
      created: since,
    });
  }
  HYPERVISORS.forEach((machine, index) => world.hypervisors.put(hypervisorRow(index + 1, machine, since)));
  for (const [name, net, groupId, prefix6] of NETWORKS) addBlocks(world, name, net, groupId, prefix6, since);
  for (const [id, name, icon] of TEMPLATE_GROUPS) world.templateGroups.put({ id, name, icon, description: `${name} systems` });
  TEMPLATES.forEach(([groupId, name, version, variant, eolDate, type, minimumStorage], index) =>
    world.templates.put({
      id: index + 1,
      groupId,
      name,
      version,
      variant,
      arch: 1,
      eol: groupId === 6,
      eolDate,
      type,
      minimumStorage,
    }),
  );
  seedHouseServer(world, since);
}

/** The company's own machine, which leaves Ashburn room for one small server. */
function seedHouseServer(world: World, since: number): void {
  const administrator = world.users.put({
    id: 1,
    admin: true,
    extRelationId: null,
    relStr: null,
    name: 'Panel Administrator',
    email: 'admin@panel.example',
    password: 'set-at-installation',
    timezone: 'Europe/London',
    selfService: 0,
    selfServiceHourlyCredit: false,
    selfServiceHourlyGroupProfiles: [],
    selfServiceResourceGroupProfiles: [],
    selfServiceHourlyResourcePack: null,
    syncToProfiles: false,
    suspended: false,
    created: since,
    updated: since,
  });
  const server = createServer(world, { packageId: 4, ownerId: administrator.id, groupId: 3, overrides: {} });
  Object.assign(server, {
    name: 'ash-monitoring',
    hostname: 'monitoring.ash.example.net',
    state: 'complete',
    power: 'running',
    templateId: 1,
    built: world.now(),
    doNotDisturb: true,
  });
  world.backups.insert({ serverId: server.id, created: world.now() - 86_400_000 });
}

function packageRow(id: number, plan: (typeof PACKAGES)[number], created: number): PackageRow {
  const [name, memory, primaryStorage, traffic, cpuCores, speed, tokenValue] = plan;
  return {
    ...{ id, name, description: null, enabled: true, memory, primaryStorage, traffic, cpuCores, tokenValue, created },
    ...{ networkSpeedIn: speed, networkSpeedOut: speed, backupPlanId: 0, storageProfile: 0, networkProfile: 0 },
    ...{ readBytesSec: null, writeBytesSec: null, readIopsSec: null, writeIopsSec: null },
  };
}

function hypervisorRow(id: number, machine: (typeof HYPERVISORS)[number], created: number): HypervisorRow {
  const [groupId, name, ip, maxCpu, maxMemory, maxStorage] = machine;
  return { id, groupId, name, ip, enabled: true, maintenance: false, maxServers: 0, maxCpu, maxMemory, maxStorage, created };
}

function addBlocks(world: World, name: string, net: string, groupId: number, prefix6: string, created: number): void {
  const shared = { groupIds: [groupId], enabled: true, created };
  world.ipBlocks.insert({
    ...shared,
    type: 4,
    name: `${name} IPv4`,
    gateway: `${net}.1`,
    netmask: '255.255.255.0',
    resolvers: ['9.9.9.9', '149.112.112.112'],
    ranges: [{ start: ipv4Number(`${net}.2`) ?? 0, end: ipv4Number(`${net}.254`) ?? 0 }],
    prefix6: null,
  });
  world.ipBlocks.insert({
    ...shared,
    type: 6,
    name: `${name} IPv6`,
    gateway: `${prefix6}::1`,
    netmask: '',
    resolvers: ['2620:fe::fe', '2620:fe::9'],
    ranges: [],
    prefix6,
  });
}
