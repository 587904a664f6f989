/** Things the Global API can name but not create: they are the same in every simulated company. */

export const CURRENCIES = [
  { id: 11, code: 'EUR', value: '0.0100000000', prefix: '€', suffix: null, default: true, enabled: true },
  { id: 12, code: 'USD', value: '0.0109000000', prefix: '$', suffix: null, default: false, enabled: true },
  { id: 13, code: 'GBP', value: '0.0086000000', prefix: '£', suffix: null, default: false, enabled: true },
] as const;

/** Limits of self-service resource packs, by the id that `packId` names. */
export const RESOURCE_PACKS = [
  { id: 9, name: 'Pack Small', servers: 2, memory: 8192, storage: 200, cpu: 4, traffic: 4000 },
  { id: 10, name: 'Pack Large', servers: 10, memory: 65536, storage: 2000, cpu: 32, traffic: 40000 },
] as const;

export const HOURLY_GROUP_PROFILES: readonly number[] = [1, 2];
export const RESOURCE_GROUP_PROFILES: readonly number[] = [1, 2];

export const FIREWALL_RULESETS = [
  { id: 1, name: 'Web server', rules: [rule(1, 'accept', 'tcp', 80), rule(2, 'accept', 'tcp', 443)] },
  { id: 2, name: 'SSH only', rules: [rule(3, 'accept', 'tcp', 22)] },
  { id: 3, name: 'No mail', rules: [rule(4, 'drop', 'tcp', 25)] },
] as const;

export const BACKUP_PLANS = [
  { id: 1, name: 'Daily, kept for a week' },
  { id: 2, name: 'Weekly, kept for a month' },
] as const;

export const ISOS = [
  { id: 1, name: 'SystemRescue', filename: 'systemrescue-12.00-amd64.iso', arch: 1 },
  { id: 2, name: 'Debian 13 installer', filename: 'debian-13.1.0-amd64-netinst.iso', arch: 1 },
] as const;

export const DNS_SERVICES = [
  { id: 1, name: 'Company DNS', username: 'api', url: 'https://dns.example.net', port: 8081 },
] as const;

export const BACKUP_ACCESS = ['inherit', 'disabled', 'scheduled', 'view_restore', 'full', 'manual'] as const;

function rule(id: number, action: string, protocol: string, port: number) {
  return { id, order: id, direction: 'in', action, protocol, portStart: port, portEnd: port, enabled: true };
}
