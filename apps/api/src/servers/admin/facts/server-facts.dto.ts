import { ApiProperty } from '@nestjs/swagger';
import type { ServerFacts } from './server-facts';

const HOLD_STATES = ['suspending', 'suspended', 'deleting', 'resuming', 'foreign'] as const;

/** A network card with its addresses. */
export class StaffInterfaceDto {
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ type: String, nullable: true }) mac!: string | null;
  isPrimary!: boolean;
  addresses!: string[];
  firewallEnabled!: boolean;
}

/** A disk. */
export class StaffDiskDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ type: String, nullable: true }) drive!: string | null;
  @ApiProperty({ type: 'integer' }) capacityGb!: number;
  isPrimary!: boolean;
}

/** Work that waits for something, such as a restart. */
export class PendingTaskDto {
  action!: string;
  requires!: string[];
}

/** The size that VirtFusion gives it; it differs from the plan where somebody changed it. */
export class UpstreamSizeDto {
  @ApiProperty({ type: 'integer' }) cpuCores!: number;
  @ApiProperty({ type: 'integer' }) memoryMb!: number;
  @ApiProperty({ type: 'integer' }) storageGb!: number;
  /** 0 is unlimited. */
  @ApiProperty({ type: 'integer' }) trafficGb!: number;
  /** How much of its processors is held back. */
  @ApiProperty({ type: 'integer' }) throttlePercent!: number;
  isProtected!: boolean;
  @ApiProperty({ type: String, nullable: true }) backupPlan!: string | null;
  pendingTasks!: PendingTaskDto[];
  readAt!: Date;

  static from(facts: ServerFacts): UpstreamSizeDto | null {
    const { cpuCores, memoryMb, storageGb, trafficGb, throttlePercent, isProtected, backupPlan, pendingTasks, factsReadAt } =
      facts;
    if (factsReadAt === null) return null;
    return {
      cpuCores: cpuCores ?? 0,
      memoryMb: memoryMb ?? 0,
      storageGb: storageGb ?? 0,
      trafficGb: trafficGb ?? 0,
      throttlePercent: throttlePercent ?? 0,
      isProtected: isProtected ?? false,
      backupPlan,
      pendingTasks: (pendingTasks ?? []).map(({ action, requires }) => ({ action, requires: [...requires] })),
      readAt: factsReadAt,
    };
  }
}

/** A suspension by staff. */
export class StaffSuspensionDto {
  at!: Date;
  reason!: string;
  /** Null when that member of staff is no longer known. */
  @ApiProperty({ type: String, nullable: true }) by!: string | null;
}

/** What staff see of a server beyond what its customer sees. */
export class ServerFactsDto {
  @ApiProperty({ type: String, nullable: true }) hypervisor!: string | null;
  @ApiProperty({ type: String, nullable: true }) guestSystem!: string | null;
  @ApiProperty({ type: String, nullable: true }) upstreamUuid!: string | null;
  /** Where its order stands: `create`, `build`, `wait` or `done`. */
  step!: string;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ type: String, nullable: true }) lastError!: string | null;
  /** Since when VirtFusion no longer lists it. */
  @ApiProperty({ type: Date, nullable: true }) missingSince!: Date | null;
  interfaces!: StaffInterfaceDto[];
  disks!: StaffDiskDto[];
  @ApiProperty({ type: StaffSuspensionDto, nullable: true }) suspension!: StaffSuspensionDto | null;
  /** What a debt of the owner does to it; `foreign`: it was suspended in VirtFusion before. */
  @ApiProperty({ enum: [...HOLD_STATES], enumName: 'DebtHoldState', nullable: true }) debtHold!: ServerFacts['debtHold'];
  /** False: it is free of charge. */
  isCharged!: boolean;
  isChargePaused!: boolean;
  /** Null until VirtFusion told. */
  @ApiProperty({ type: UpstreamSizeDto, nullable: true }) upstream!: UpstreamSizeDto | null;

  static from(facts: ServerFacts): ServerFactsDto {
    const { suspendedAt, suspendedReason, suspendedBy } = facts;
    const { guestSystem, upstreamUuid, step, attempts, lastError, missingSince, debtHold, isCharged, isChargePaused } = facts;
    return {
      ...{ hypervisor: facts.hypervisorName, guestSystem, upstreamUuid, step, attempts, lastError, missingSince },
      ...{ debtHold, isCharged, isChargePaused },
      interfaces: facts.interfaces.map(({ name, mac, isPrimary, ipv4, ipv6, firewallEnabled }) => ({
        ...{ name, mac, isPrimary, firewallEnabled },
        addresses: [...ipv4.map(({ address }) => address), ...ipv6.map(({ subnet, cidr }) => `${subnet}/${cidr}`)],
      })),
      disks: facts.disks.map(({ id, drive, capacityGb, primary }) => ({ id, drive, capacityGb, isPrimary: primary })),
      suspension: suspendedAt === null ? null : { at: suspendedAt, reason: suspendedReason ?? '', by: suspendedBy },
      upstream: UpstreamSizeDto.from(facts),
    };
  }
}

/** What we have stored of a server, word for word. */
export class RawServerDto {
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: Record<string, unknown>;
}
