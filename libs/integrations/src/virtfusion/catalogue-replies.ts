import { z } from 'zod';

import type {
  HypervisorGroup,
  HypervisorResources,
  OperatingSystemTemplate,
  TemplateFamily,
  VirtFusionPackage,
} from './catalogue';
import { architecture, flag, optionalFlag, optionalText } from './fields';

export const packageReply = z
  .object({
    id: z.int(),
    name: z.string(),
    description: optionalText,
    enabled: flag,
    memory: z.int(),
    primaryStorage: z.int(),
    traffic: z.int(),
    cpuCores: z.int(),
    primaryStorageProfile: z.int().nullish(),
  })
  .transform((row): VirtFusionPackage => ({
    id: row.id,
    name: row.name,
    description: row.description,
    enabled: row.enabled,
    cpuCores: row.cpuCores,
    memoryMb: row.memory,
    storageGb: row.primaryStorage,
    trafficGb: row.traffic,
    storageType: row.primaryStorageProfile ?? 0,
  }));

export const hypervisorGroupReply = z
  .object({ id: z.int(), name: z.string(), label: optionalText, description: optionalText, enabled: flag, default: optionalFlag })
  .transform(({ default: isDefault, ...group }): HypervisorGroup => ({ ...group, isDefault }));

const capacity = z.object({ max: z.number(), allocated: z.number(), free: z.number() });

const storage = z
  .object({ ...capacity.shape, name: z.string(), enabled: flag, storageType: z.int().nullish() })
  .transform(({ storageType, ...pool }) => ({ ...pool, storageType: storageType ?? 0 }));

export const hypervisorResourcesReply = z
  .object({
    hypervisor: z.object({
      id: z.int(),
      name: z.string(),
      enabled: flag,
      prohibit: optionalFlag,
      accept: flag,
      commissioned: flag,
    }),
    resources: z.object({
      servers: capacity,
      memory: capacity,
      cpuCores: capacity,
      localStorage: storage.nullish(),
      otherStorage: z.array(storage).nullish(),
      network: z
        .object({ total: z.object({ ipv4: z.object({ free: z.number() }).nullish() }).nullish() })
        .nullish()
        // PHP writes an empty map as a list.
        .or(z.array(z.unknown()).transform(() => null)),
    }),
  })
  .transform(({ hypervisor, resources }): HypervisorResources => ({
    hypervisorId: hypervisor.id,
    name: hypervisor.name,
    enabled: hypervisor.enabled,
    prohibited: hypervisor.prohibit,
    accepts: hypervisor.accept && hypervisor.commissioned,
    servers: resources.servers,
    memoryMb: resources.memory,
    cpuCores: resources.cpuCores,
    storage: [...(resources.localStorage ? [resources.localStorage] : []), ...(resources.otherStorage ?? [])],
    freeIpv4: resources.network?.total?.ipv4?.free ?? null,
  }));

const templateReply = z
  .object({
    id: z.int(),
    name: z.string(),
    version: optionalText,
    variant: optionalText,
    arch: architecture,
    icon: optionalText,
    eol: optionalFlag,
    type: z.string().nullish(),
  })
  .transform(({ arch, eol, type, ...template }): OperatingSystemTemplate => ({
    ...template,
    architecture: arch,
    endOfLife: eol,
    type: type ?? 'linux',
  }));

export const templateFamilyReply = z
  .object({ id: z.int(), name: z.string(), icon: optionalText, templates: z.array(templateReply) })
  .transform((family): TemplateFamily => family);
