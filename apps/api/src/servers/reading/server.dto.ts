import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { PriceDto } from '@api/billing';
import { OneOf, PageQuery, Pagination, Text } from '@api/platform';
import { PlanDto } from '../orders/order.dto';
import { ACTION_KINDS, ACTION_STATES, type ActionKind, type ActionState, type ServerAction } from '../power/server-action.entity';
import { SERVER_STATES, type ServerState } from '../server.entity';
import { EVENT_LABELS, type EventKind } from '../timeline/timeline';
import { costOf } from './server-cost';
import type { ActionRow, EventRow, ServerParts, ServerRow } from './server-reader';

/** A look at the hypervisor older than this is shown as stale. */
const STALE_AFTER_MS = 3 * 60_000;
const EVENT_STATES = ['active', 'done', 'failed'] as const;

/** Filters of a list of servers. */
export class ServerQuery extends PageQuery {
  @Text({ max: 100, optional: true })
  search?: string;

  @OneOf(SERVER_STATES, 'ServerState', { optional: true })
  state?: ServerState;

  @Text({ max: 30, optional: true })
  tag?: string;

  @OneOf(['favourites', 'all'] as const, 'ServerChoice', { optional: true })
  show?: 'favourites' | 'all';
}

/** Where a server runs. */
export class ServerLocationDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
}

/** Something that VirtFusion is doing, or did, to a server. */
export class ActionDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(ACTION_KINDS, 'ActionKind') kind!: ActionKind;
  @OneOf(ACTION_STATES, 'ActionState') state!: ActionState;
  /** Percent, as VirtFusion says; null while it says nothing. */
  @ApiProperty({ type: 'integer', nullable: true }) progress!: number | null;
  startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) finishedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) message!: string | null;

  static from({ id, kind, state, progress, message, startedAt, finishedAt }: ActionRow | ServerAction): ActionDto {
    return {
      id,
      kind,
      state,
      progress: progress ?? null,
      message: message ?? null,
      startedAt: new Date(startedAt),
      finishedAt: finishedAt ? new Date(finishedAt) : null,
    };
  }
}

/** The answer to a power action. */
export class PowerAcceptedDto {
  action!: ActionDto;
}

/** A price that is announced for a running server. */
export class NextPriceDto {
  price!: PriceDto;
  at!: Date;
}

/** A server in a list. */
export class ServerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  name!: string;
  @OneOf(SERVER_STATES, 'ServerState') state!: ServerState;
  package!: PlanDto;
  location!: ServerLocationDto;
  @ApiProperty({ type: String, nullable: true }) operatingSystem!: string | null;
  addresses!: string[];
  /** What the owner sorts it by. */
  tags!: string[];
  isFavourite!: boolean;
  price!: PriceDto;
  /** Charged in this calendar month (UTC). */
  monthToDate!: string;
  /** What the month will have cost when it ends, if nothing changes but what is announced. */
  monthEstimate!: string;
  /** The price that it will have from a moment on; null when none is announced. */
  @ApiProperty({ type: NextPriceDto, nullable: true }) nextPrice!: NextPriceDto | null;
  createdAt!: Date;
  /** When VirtFusion last told us about it. */
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) deleteAt!: Date | null;
  @ApiProperty({ type: ActionDto, nullable: true }) action!: ActionDto | null;

  static from(row: ServerRow): ServerDto {
    const { id, name, state, operatingSystem, addresses, tags, isFavourite, createdAt, observedAt, deleteAt, action } = row;
    const { packageId, packageName, cpuCores, memoryMb, storageGb, trafficGb, locationId, locationName } = row;
    return {
      id,
      name,
      state,
      package: { id: packageId, name: packageName, cpuCores, memoryMb, storageGb, trafficGb },
      location: { id: locationId, name: locationName },
      operatingSystem,
      addresses,
      tags,
      isFavourite,
      ...costOf(row),
      createdAt,
      observedAt,
      deleteAt,
      action: action && ActionDto.from(action),
    };
  }
}

/** A page of servers. */
export class ServerPageDto {
  data!: ServerDto[];
  pagination!: Pagination;
}

/** Something that happened to a server. */
export class TimelineEventDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  kind!: string;
  label!: string;
  @ApiProperty({ type: String, nullable: true }) detail!: string | null;
  @OneOf(EVENT_STATES, 'TimelineEventState') state!: (typeof EVENT_STATES)[number];
  at!: Date;
  /** How long it took, in milliseconds; null while it goes on. */
  @ApiProperty({ type: 'integer', nullable: true }) durationMs!: number | null;

  static from({ id, kind, detail, state, at, finishedAt }: EventRow): TimelineEventDto {
    const label = EVENT_LABELS[kind as EventKind] ?? kind;
    return { id, kind, label, detail, state, at, durationMs: finishedAt === null ? null : finishedAt.getTime() - at.getTime() };
  }
}

/** What the hypervisor last said. */
export class LiveStateDto {
  @ApiProperty({ enum: ['running', 'stopped'], nullable: true }) state!: 'running' | 'stopped' | null;
  @ApiProperty({ type: Number, nullable: true }) cpuPercent!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) memoryUsedMb!: number | null;
  @ApiProperty({ type: Date, nullable: true }) observedAt!: Date | null;
  stale!: boolean;

  static from({ state, cpuPercent, memoryUsedMb, observedAt }: ServerRow): LiveStateDto {
    const isStale = observedAt === null || Date.now() - observedAt.getTime() > STALE_AFTER_MS;
    return {
      state: state === 'running' || state === 'stopped' ? state : null,
      cpuPercent,
      memoryUsedMb,
      observedAt,
      stale: isStale,
    };
  }
}

/** What a server has cost so far. */
export class ChargesDto {
  @ApiProperty({ type: 'integer' }) hours!: number;
  total!: string;
  currency!: string;
}

/** A server in full, but for what is its owner's alone. */
export class ServerInFullDto extends ServerDto {
  @ApiProperty({ type: String, nullable: true }) hostname!: string | null;
  @ApiProperty({ type: String, nullable: true }) failureReason!: string | null;
  /** Why support suspended it; null when they did not. */
  @ApiProperty({ type: String, nullable: true }) suspendedReason!: string | null;
  /** Newest first. */
  timeline!: TimelineEventDto[];
  live!: LiveStateDto;
  charges!: ChargesDto;

  static fromParts({ row, events }: ServerParts): ServerInFullDto {
    return {
      ...ServerDto.from(row),
      hostname: row.hostname,
      failureReason: row.failureReason,
      suspendedReason: row.suspendedReason,
      timeline: events.map(TimelineEventDto.from),
      live: LiveStateDto.from(row),
      charges: {
        hours: row.meter?.totalHours ?? 0,
        total: formatDecimal(BigInt(row.meter?.totalAmount ?? 0), row.currency),
        currency: row.currency,
      },
    };
  }
}

/** A server in full, for its owner. */
export class ServerDetailDto extends ServerInFullDto {
  /** The owner's own notes; nobody else reads them. */
  notes!: string;

  static override fromParts(parts: ServerParts): ServerDetailDto {
    return { ...ServerInFullDto.fromParts(parts), notes: parts.row.notes };
  }
}

/** A password, shown once. */
export class NewPasswordDto {
  username!: string;
  password!: string;
}

/** Whose server it is. */
export class ServerOwnerDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  username!: string;
  email!: string;
}

/** A server and its customer. */
export class OwnedServerDto extends ServerDto {
  owner!: ServerOwnerDto;
  @ApiProperty({ type: 'integer', nullable: true }) upstreamId!: number | null;

  static fromOwned(row: ServerRow): OwnedServerDto {
    return { ...ServerDto.from(row), ...ownerOf(row) };
  }
}

/** A page of everybody's servers. */
export class OwnedServerPageDto {
  data!: OwnedServerDto[];
  pagination!: Pagination;
}

/** A server in full and its customer. */
export class OwnedServerDetailDto extends ServerInFullDto {
  owner!: ServerOwnerDto;
  @ApiProperty({ type: 'integer', nullable: true }) upstreamId!: number | null;

  static fromOwnedParts(parts: ServerParts): OwnedServerDetailDto {
    return { ...ServerInFullDto.fromParts(parts), ...ownerOf(parts.row) };
  }
}

function ownerOf({ ownerId, ownerUsername, ownerEmail, upstreamId }: ServerRow): {
  owner: ServerOwnerDto;
  upstreamId: number | null;
} {
  return { owner: { id: ownerId, username: ownerUsername, email: ownerEmail }, upstreamId };
}
