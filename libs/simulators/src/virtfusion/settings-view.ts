import { createHash } from 'node:crypto';
import type { ServerRow } from './server-model';

/** The `settings` of a full server object. */
export function settingsView(server: ServerRow): Record<string, unknown> {
  const { memory, storage, traffic, cpuCores } = server.resources;
  return {
    ...{ osTemplateInstall: true, osTemplateInstallId: server.templateId, encryptedPassword: sealed(server.uuid) },
    ...{ backupPlan: server.backupPlanId === 0 ? null : server.backupPlanId, uefi: false, uefiType: 0 },
    ...{ cloudInit: true, cloudInitType: 1, config: [], userConfig: [], bootOrder: ['hd', 'cdrom'], tpmType: 0 },
    ...{ networkBoot: false, bootMenu: 1, customISO: 1, securityDriver: 3 },
    memBalloon: { model: 1, autoDeflate: 0, freePageReporting: 0 },
    hyperv: {
      enabled: false,
      passthrough: false,
      relaxed: 0,
      vapic: 0,
      vendorIdValue: 'KVM VM',
      spinlocksValue: 8191,
      clockEnabled: 0,
    },
    extended: { cpuFlags: { topoext: '1', svm: '1', vmx: '1' } },
    ...{ machineType: 'inherit', pciPorts: 16, resources: { memory, storage, traffic, cpuCores } },
  };
}

/** What the panel shows in place of a secret: an opaque blob. */
export function sealed(text: string): string {
  return Buffer.from(JSON.stringify({ iv: createHash('sha256').update(text).digest('hex').slice(0, 24), tag: '' })).toString(
    'base64',
  );
}
