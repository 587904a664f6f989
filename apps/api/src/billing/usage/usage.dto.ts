import { ApiProperty } from '@nestjs/swagger';
import { formatDecimal } from '@sky/money';
import { OneOf, Pagination } from '@api/platform';
import { INCIDENT_KINDS, type IncidentKind, type IncidentRow } from './meter-incidents';
import type { Usage } from './usage-reader';
import { CHANGE_KINDS, type ChangeKind } from './why-changed';

/** What a server cost on one day. */
export class UsageDayDto {
  /** Of the reader's time zone, such as `2026-11-28`. */
  day!: string;
  @ApiProperty({ type: 'integer' }) serverId!: number;
  @ApiProperty({ type: 'integer' }) hours!: number;
  amount!: string;
}

/** What a server cost in the window. */
export class UsageServerDto {
  @ApiProperty({ type: 'integer' }) serverId!: number;
  name!: string;
  deleted!: boolean;
  @ApiProperty({ type: 'integer' }) hours!: number;
  amount!: string;
  /** In the thirty days before. */
  before!: string;
}

/** A reason why the window cost more or less than the one before. */
export class UsageChangeDto {
  @OneOf(CHANGE_KINDS, 'UsageChangeKind') kind!: ChangeKind;
  serverName!: string;
  /** Signed. */
  difference!: string;
  words!: string;
}

/** Thirty days of usage. */
export class UsageDto {
  currency!: string;
  from!: Date;
  to!: Date;
  timeZone!: string;
  total!: string;
  /** In the thirty days before. */
  before!: string;
  days!: UsageDayDto[];
  servers!: UsageServerDto[];
  /** Set-up fees and the rest of minimum terms. */
  other!: string;
  changes!: UsageChangeDto[];

  static from(usage: Usage): UsageDto {
    const { currency, from, to, timeZone } = usage;
    const money = (amount: bigint) => formatDecimal(amount, currency);
    return {
      ...{ currency, from, to, timeZone, total: money(usage.total), before: money(usage.before), other: money(usage.other) },
      days: usage.days.map(day => ({ ...day, amount: money(day.amount) })),
      servers: usage.servers.map(({ serverId, name, isDeleted, hours, amount, before }) => ({
        ...{ serverId, name, deleted: isDeleted, hours, amount: money(amount), before: money(before) },
      })),
      changes: usage.reasons.map(reason => ({ ...reason, difference: money(reason.difference) })),
    };
  }
}

/** Something that a meter should not do. */
export class MeterIncidentDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @OneOf(INCIDENT_KINDS, 'MeterIncidentKind') kind!: IncidentKind;
  @ApiProperty({ type: 'integer' }) userId!: number;
  username!: string;
  @ApiProperty({ type: 'integer', nullable: true }) serverId!: number | null;
  @ApiProperty({ type: String, nullable: true }) serverName!: string | null;
  detail!: string;
  openedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) closedAt!: Date | null;

  static from(row: IncidentRow): MeterIncidentDto {
    return { ...row };
  }
}

/** A page of meter incidents. */
export class MeterIncidentPageDto {
  data!: MeterIncidentDto[];
  pagination!: Pagination;
}
